using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>What came of a project's settings.</summary>
/// <param name="Request">The request; null when one of the diagnostics is an error.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the table of settings.</param>
public sealed record ParsedRequest(PublishRequest? Request, ImmutableArray<Diagnostic> Diagnostics);
