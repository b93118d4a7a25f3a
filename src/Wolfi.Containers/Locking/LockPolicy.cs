using System.Collections.Immutable;

namespace Wolfi.Containers.Locking;

/// <summary>What locking anew may do.</summary>
public sealed record LockPolicy
{
    /// <summary>Names of the packages that move to the newest version, with their origin's others; everything else stays where it can. Null moves everything.</summary>
    public ImmutableArray<string>? Moving { get; init; }

    /// <summary>Names of packages that may become older; with any, an index may be older than the last one too.</summary>
    public ImmutableArray<string> AllowDowngrade { get; init; } = [];

    /// <summary>How long ago the newest package of an index may have been built; null for any time.</summary>
    public TimeSpan? MaximumIndexAge { get; init; }
}
