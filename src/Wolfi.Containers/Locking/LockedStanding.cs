using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Locking;

/// <summary>How a locked package stands against its repository's index.</summary>
/// <param name="Architecture">apk's name of the architecture.</param>
/// <param name="Package">The locked package.</param>
/// <param name="Newest">The highest version of that name that can be installed; null when the index has none.</param>
/// <param name="IsListed">Whether the index still lists the locked package, to the byte.</param>
public sealed record LockedStanding(string Architecture, LockedPackage Package, PackageVersion? Newest, bool IsListed)
{
    /// <summary>Whether the index has a higher version.</summary>
    public bool IsOutdated => Newest is not null && Newest.CompareTo(Package.Version) > 0;
}
