using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Inspection;

namespace Wolfi.Containers.Needs;

/// <summary>Which packages an image has, which needs they answer, and what each need costs.</summary>
public sealed record NeedReport
{
    /// <summary>The packages, in install order.</summary>
    public required ImmutableArray<NeededPackage> Packages { get; init; }

    /// <summary>The needs with their costs, in their order.</summary>
    public required ImmutableArray<NeedCost> Needs { get; init; }

    /// <summary>Bytes of all packages as they are stored.</summary>
    public long Size => Packages.Sum(package => package.Size);

    /// <summary>Bytes of all packages once they are unpacked.</summary>
    public long InstalledSize => Packages.Sum(package => package.InstalledSize);

    /// <summary>Puts together what was found and what was chosen.</summary>
    /// <param name="needs">The needs.</param>
    /// <param name="asked">Atoms that the project asks for by name.</param>
    /// <param name="packages">The records of the chosen packages, in install order.</param>
    public static NeedReport Create(ImmutableArray<Need> needs, ImmutableArray<string> asked, ImmutableArray<IndexRecord> packages)
    {
        ImmutableArray<DependencyAtom> world = [.. needs.SelectMany(need => need.Atoms).Concat(asked.Select(DependencyAtom.Parse)).DistinctBy(atom => atom.ToString(), StringComparer.Ordinal)];
        ImmutableArray<ImmutableArray<PackageReason>> reasons = ResolutionReasons.Find(world, packages);
        return new NeedReport
        {
            Packages = [.. packages.Zip(reasons, (package, why) => Describe(package, why, needs))],
            Needs = [.. needs.Select(need => Cost(need, needs, asked, packages, reasons))],
        };
    }

    private static NeededPackage Describe(IndexRecord package, ImmutableArray<PackageReason> reasons, ImmutableArray<Need> needs)
    {
        string[] atoms = [.. reasons.Where(reason => reason is { NeededBy: null, IsInstallIf: false }).Select(reason => reason.Atom).Order(StringComparer.Ordinal)];
        return new NeededPackage
        {
            Name = package.Name,
            Version = package.Version.ToString(),
            Size = package.Size,
            InstalledSize = package.InstalledSize,
            Answers = [.. atoms.SelectMany(atom => Answers(atom, needs))],
            NeededBy = [.. reasons.Select(reason => reason.NeededBy).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
    }

    private static PackageAnswer[] Answers(string atom, ImmutableArray<Need> needs)
    {
        PackageAnswer[] answers =
        [
            .. needs
                .Where(need => need.Atoms.Any(other => other.ToString() == atom))
                .Select(need => new PackageAnswer(atom, need.Key, [.. need.Evidence.Where(evidence => evidence.Atom is null || evidence.Atom == atom)])),
        ];
        return answers.Length > 0 ? answers : [new PackageAnswer(atom, null, [])];
    }

    /// <summary>What would not be there if nobody had this need: the packages that no other way leads to.</summary>
    private static NeedCost Cost(
        Need need, ImmutableArray<Need> needs, ImmutableArray<string> asked, ImmutableArray<IndexRecord> packages, ImmutableArray<ImmutableArray<PackageReason>> reasons)
    {
        HashSet<string> others = [.. needs.Where(other => other != need).SelectMany(other => other.Atoms).Select(atom => atom.ToString()), .. asked];
        HashSet<string> reached = new(StringComparer.Ordinal);
        for (int before = -1; before != reached.Count;)
        {
            before = reached.Count;
            for (int i = 0; i < packages.Length; i++)
            {
                if (reasons[i].Any(reason => reason.IsInstallIf || (reason.NeededBy is { } by ? reached.Contains(by) : others.Contains(reason.Atom))))
                {
                    reached.Add(packages[i].Name);
                }
            }
        }

        ImmutableArray<IndexRecord> alone = [.. packages.Where(package => !reached.Contains(package.Name))];
        return new NeedCost
        {
            Need = need,
            Packages = [.. alone.Select(package => package.Name)],
            Size = alone.Sum(package => package.Size),
            InstalledSize = alone.Sum(package => package.InstalledSize),
        };
    }
}
