using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>A need, and what an image without it would be spared.</summary>
public sealed record NeedCost
{
    /// <summary>The need.</summary>
    public required Need Need { get; init; }

    /// <summary>Names of the packages that are there for this need alone, in install order.</summary>
    public required ImmutableArray<string> Packages { get; init; }

    /// <summary>Their bytes as they are stored.</summary>
    public required long Size { get; init; }

    /// <summary>Their bytes once they are unpacked.</summary>
    public required long InstalledSize { get; init; }
}
