using System.Collections.Immutable;

namespace Wolfi.Containers.Locking;

/// <summary>Compares lock files.</summary>
public static class LockChanges
{
    /// <summary>Every package that is not the same in both, ordered by architecture and name.</summary>
    public static ImmutableArray<PackageChange> Between(LockFile before, LockFile after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. before.Architectures.Concat(after.Architectures)
                .Select(locked => locked.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .SelectMany(architecture => Between(architecture, before.Find(architecture), after.Find(architecture))),
        ];
    }

    private static IEnumerable<PackageChange> Between(string architecture, LockedArchitecture? before, LockedArchitecture? after) =>
        Packages(before).Concat(Packages(after))
            .Select(package => package.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: before?.Find(name), After: after?.Find(name)))
            .Where(pair => !IsSame(pair.Before, pair.After))
            .Select(pair => new PackageChange(architecture, pair.Name, pair.Before?.Version, pair.After?.Version));

    private static bool IsSame(LockedPackage? before, LockedPackage? after) =>
        before is not null && after is not null && before.Sha256 == after.Sha256 && before.Repository == after.Repository && before.Version.Equals(after.Version);

    private static ImmutableArray<LockedPackage> Packages(LockedArchitecture? locked) => locked?.Packages ?? [];
}
