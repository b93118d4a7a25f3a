using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Locking;

/// <summary>Compares what is locked with what repositories list now.</summary>
public static class LockStandings
{
    /// <summary>How each locked package of an architecture stands, in the lock file's order.</summary>
    /// <param name="locked">What is locked.</param>
    /// <param name="indexOf">The index of a repository for the architecture; null for a repository that the project has no more.</param>
    public static ImmutableArray<LockedStanding> Of(LockedArchitecture locked, Func<RepositoryName, PackageIndex?> indexOf)
    {
        ArgumentNullException.ThrowIfNull(locked);
        ArgumentNullException.ThrowIfNull(indexOf);
        HashSet<string> names = new(locked.Packages.Select(package => package.Name), StringComparer.Ordinal);
        Dictionary<RepositoryName, ILookup<string, IndexRecord>> records = locked.Packages
            .Select(package => package.Repository)
            .Distinct()
            .ToDictionary(name => name, name => (indexOf(name)?.Records ?? []).Where(record => names.Contains(record.Name)).ToLookup(record => record.Name, StringComparer.Ordinal));
        return [.. locked.Packages.Select(package => Of(locked.Name, package, records[package.Repository][package.Name]))];
    }

    private static LockedStanding Of(string architecture, LockedPackage package, IEnumerable<IndexRecord> records)
    {
        PackageVersion? newest = null;
        bool isListed = false;
        foreach (IndexRecord record in records)
        {
            isListed |= record.Checksum == package.Checksum && record.Version.Equals(package.Version);
            newest = record.UnusableBecause is null && (newest is null || record.Version.CompareTo(newest) > 0) ? record.Version : newest;
        }

        return new LockedStanding(architecture, package, newest, isListed);
    }
}
