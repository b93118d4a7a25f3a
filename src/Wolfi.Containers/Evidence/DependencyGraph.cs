using System.Collections.Immutable;

namespace Wolfi.Containers.Evidence;

/// <summary>The libraries of a deps.json and what each depends on.</summary>
/// <param name="Libraries">Ordered by name.</param>
public sealed record DependencyGraph(ImmutableArray<DependencyLibrary> Libraries)
{
    /// <summary>No libraries.</summary>
    public static DependencyGraph Empty { get; } = new([]);
}
