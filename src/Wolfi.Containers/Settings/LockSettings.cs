using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>What a build does with its lock file.</summary>
public sealed record LockSettings
{
    /// <summary>Absolute path of the lock file, whether it is there or not.</summary>
    public required string File { get; init; }

    /// <summary>Whether the lock file must be there and answer what is asked; it is never written then.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether everything is resolved anew and the lock file renewed.</summary>
    public bool Update { get; init; }

    /// <summary>Whether the indexes are read to check that they still list what is locked.</summary>
    public bool RequireListed { get; init; }

    /// <summary>How long ago the newest package of an index that is read may have been built; null for any time.</summary>
    public TimeSpan? MaximumIndexAge { get; init; }

    /// <summary>Packages that may get a lower version.</summary>
    public ImmutableArray<string> AllowDowngrade { get; init; } = [];
}
