using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Evidence;

/// <summary>Where the app's files came from.</summary>
public sealed record AppTrace
{
    /// <summary>An app of which nothing is known.</summary>
    public static AppTrace Empty { get; } = new();

    /// <summary>The files in the image, ordered by path.</summary>
    public ImmutableArray<TracedFile> Files { get; init; } = [];

    /// <summary>What a single file or native program was made of, ordered by path.</summary>
    public ImmutableArray<TracedFile> Inputs { get; init; } = [];

    /// <summary>All packages that the app is made of, those without a file in the image too, ordered by id and version.</summary>
    public ImmutableArray<UpstreamPackage> Packages { get; init; } = [];

    /// <summary>What depends on what, as the app's deps.json says.</summary>
    public DependencyGraph Graph { get; init; } = DependencyGraph.Empty;

    /// <summary>What the user should hear.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];
}
