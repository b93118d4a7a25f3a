using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Locking;

/// <summary>What became of one package between two lock files.</summary>
/// <param name="Architecture">apk's name of the architecture.</param>
/// <param name="Name">The package's name.</param>
/// <param name="Before">The version before; null for one that is new.</param>
/// <param name="After">The version after; null for one that is gone.</param>
public sealed record PackageChange(string Architecture, string Name, PackageVersion? Before, PackageVersion? After)
{
    /// <summary>What happened.</summary>
    public PackageChangeKind Kind => (Before, After) switch
    {
        (null, _) => PackageChangeKind.Added,
        (_, null) => PackageChangeKind.Removed,
        _ => Before.CompareTo(After) switch
        {
            < 0 => PackageChangeKind.Raised,
            > 0 => PackageChangeKind.Lowered,
            _ => PackageChangeKind.Rebuilt,
        },
    };
}
