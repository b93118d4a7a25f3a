using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>What came of the settings of a project that wants an image for several platforms.</summary>
/// <param name="Request">The request; null when one of the diagnostics is an error.</param>
/// <param name="Diagnostics">All errors and warnings, each once.</param>
public sealed record ParsedIndexRequest(IndexRequest? Request, ImmutableArray<Diagnostic> Diagnostics);
