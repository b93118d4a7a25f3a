using System.Collections.Immutable;
using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Solving;

/// <summary>Finds chosen packages that another repository has too, under the same name and version and with other content.</summary>
public static class RepeatedPackages
{
    /// <summary>Each such package with the first other repository that may provide it too.</summary>
    public static ImmutableArray<(ResolvedPackage Chosen, RepositoryIndex Other)> Find(
        IReadOnlyCollection<ResolvedPackage> chosen, ImmutableArray<RepositoryIndex> repositories)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if (repositories.Length < 2)
        {
            return [];
        }

        Dictionary<string, ResolvedPackage> open = chosen.ToDictionary(package => package.Record.Name, StringComparer.Ordinal);
        ImmutableArray<(ResolvedPackage, RepositoryIndex)>.Builder found = ImmutableArray.CreateBuilder<(ResolvedPackage, RepositoryIndex)>();
        foreach (RepositoryIndex other in repositories)
        {
            foreach (IndexRecord record in other.Index.Records)
            {
                if (open.TryGetValue(record.Name, out ResolvedPackage? package)
                    && package.Repository != other.Repository
                    && package.Repository.Tag == other.Repository.Tag
                    && record.Version.Equals(package.Record.Version)
                    && record.Checksum != package.Record.Checksum
                    && PackagePatterns.Closeness(other.Repository.PackagePatterns, record.Name) >= PackagePatterns.Closeness(package.Repository.PackagePatterns, record.Name))
                {
                    found.Add((package, other));
                    open.Remove(record.Name);
                }
            }
        }

        return found.ToImmutable();
    }
}
