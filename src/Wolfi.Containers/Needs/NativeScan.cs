using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>The native files of an app that its image could load.</summary>
/// <param name="Files">In the app's order of files.</param>
/// <param name="Warnings">The files that could not be scanned.</param>
internal sealed record NativeScan(ImmutableArray<NativeFile> Files, ImmutableArray<Diagnostic> Warnings);
