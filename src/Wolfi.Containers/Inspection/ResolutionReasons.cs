using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Inspection;

/// <summary>Tells why each package of a resolution is there.</summary>
public static class ResolutionReasons
{
    /// <summary>The reasons of each package, in the packages' order: who asked for it first, then its dependents by name.</summary>
    public static ImmutableArray<ImmutableArray<PackageReason>> Find(IReadOnlyList<DependencyAtom> world, ImmutableArray<ResolvedPackage> packages) =>
        Find(world, [.. packages.Select(package => package.Record)]);

    /// <summary>The reasons of each package, as in the other form.</summary>
    public static ImmutableArray<ImmutableArray<PackageReason>> Find(IReadOnlyList<DependencyAtom> world, ImmutableArray<IndexRecord> packages)
    {
        ArgumentNullException.ThrowIfNull(world);
        ILookup<string, (DependencyAtom Atom, string? By)> asked = world.Select(atom => (atom, (string?)null))
            .Concat(packages.SelectMany(package => package.Depends, (package, atom) => (Atom: atom, (string?)package.Name)))
            .Where(need => !need.Item1.IsConflict)
            .ToLookup(need => need.Item1.Name, StringComparer.Ordinal);
        return [.. packages.Select(package => Find(package, asked))];
    }

    private static ImmutableArray<PackageReason> Find(IndexRecord record, ILookup<string, (DependencyAtom Atom, string? By)> asked)
    {
        ImmutableArray<PackageReason>.Builder reasons = ImmutableArray.CreateBuilder<PackageReason>();
        foreach (Provide name in record.Provides.Prepend(new Provide(record.Name, record.Version)))
        {
            foreach ((DependencyAtom atom, string? by) in asked[name.Name])
            {
                if (by != record.Name && Answers(record, name, atom))
                {
                    reasons.Add(new PackageReason(by, atom.ToString(), IsInstallIf: false));
                }
            }
        }

        if (reasons.Count == 0 && !record.InstallIf.IsEmpty)
        {
            reasons.Add(new PackageReason(null, string.Join(' ', record.InstallIf), IsInstallIf: true));
        }

        return [.. reasons.Distinct().OrderBy(reason => reason.NeededBy, StringComparer.Ordinal)];
    }

    private static bool Answers(IndexRecord record, Provide name, DependencyAtom atom) =>
        atom.Operator == VersionOperator.Checksum ? atom.Version == record.Checksum : atom.Admits(name.Version);
}
