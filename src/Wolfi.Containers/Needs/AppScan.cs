using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>What the files of an app say, as far as its image could load them.</summary>
internal sealed record AppScan
{
    /// <summary>The native files, in the app's order of files.</summary>
    public ImmutableArray<NativeFile> NativeFiles { get; init; } = [];

    /// <summary>The managed assemblies, in the app's order of files; of native code those that it was compiled from.</summary>
    public ImmutableArray<AppAssembly> Assemblies { get; init; } = [];

    /// <summary>Texts in native code that the rules name.</summary>
    public ImmutableArray<ProgramText> Texts { get; init; } = [];

    /// <summary>The files that could not be scanned.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    /// <summary>False when there may be code that was not seen: an assembly that can't be read, or no assembly at all.</summary>
    public bool IsComplete { get; init; }
}
