using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Mirroring;

/// <summary>What a mirror is made of.</summary>
public sealed record MirrorRequest
{
    /// <summary>What it holds.</summary>
    public required LockFile Locked { get; init; }

    /// <summary>Where its packages come from, with keys and rules.</summary>
    public required ImmutableArray<PackageRepository> Repositories { get; init; }

    /// <summary>The mirror's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Signs the indexes.</summary>
    public required SigningKey Key { get; init; }

    /// <summary>Whether packages that the lock file does not name are removed from the mirror.</summary>
    public bool Prune { get; init; }
}
