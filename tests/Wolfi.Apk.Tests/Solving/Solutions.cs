using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>What a solution is, written from the rules and not from the solver; and slow searches for all of them.</summary>
internal static class Solutions
{
    /// <summary>Whether the packages satisfy the world and each other, and every name with a version has one owner.</summary>
    public static bool IsSound(IEnumerable<DependencyAtom> world, Resolution.Resolved resolved) => IsSound(world, [.. resolved.Packages.Select(p => p.Record)]);

    public static bool IsSound(IEnumerable<DependencyAtom> world, IReadOnlyList<IndexRecord> packages)
    {
        bool Holds(DependencyAtom atom, IndexRecord? asking) => packages.Any(p => Answers(p, atom) && !(atom.IsConflict && ReferenceEquals(p, asking))) != atom.IsConflict;
        return packages.DistinctBy(p => p.Name).Count() == packages.Count
            && packages.All(p => p.UnusableBecause is null)
            && world.All(atom => Holds(atom, null))
            && packages.All(p => p.Depends.All(atom => Holds(atom, p)))
            && packages.SelectMany(Names).GroupBy(name => name.Name, StringComparer.Ordinal).All(owners => owners.Count() == 1 || owners.All(owner => owner.Version is null));
    }

    /// <summary>Whether the package has or provides the atom's name within its bound.</summary>
    public static bool Answers(IndexRecord package, DependencyAtom atom) => Names(package).Any(name => name.Name == atom.Name && atom.Admits(name.Version));

    /// <summary>Packages that neither the world nor another package needs, and that no install_if rule brings in.</summary>
    public static IEnumerable<IndexRecord> Needless(IEnumerable<DependencyAtom> world, IReadOnlyList<IndexRecord> packages)
    {
        DependencyAtom[] asked = [.. world];
        return packages.Where(p => !asked.Concat(packages.Where(other => other != p).SelectMany(other => other.Depends)).Any(atom => !atom.IsConflict && Answers(p, atom))
            && !(p.InstallIf.Length > 0 && p.InstallIf.All(rule => packages.Any(other => other != p && Answers(other, rule)) != rule.IsConflict)));
    }

    /// <summary>Whether any set of the packages is sound: every set is tried.</summary>
    public static bool Exist(IReadOnlyList<DependencyAtom> world, IEnumerable<IndexRecord> records)
    {
        IndexRecord[][] choices = [.. records.GroupBy(record => record.Name).Select(group => group.ToArray())];
        return Try(0, []);

        bool Try(int next, List<IndexRecord> chosen)
        {
            if (next == choices.Length)
            {
                return IsSound(world, chosen);
            }

            if (Try(next + 1, chosen))
            {
                return true;
            }

            foreach (IndexRecord record in choices[next])
            {
                chosen.Add(record);
                if (Try(next + 1, chosen))
                {
                    return true;
                }

                chosen.RemoveAt(chosen.Count - 1);
            }

            return false;
        }
    }

    /// <summary>The packages in install order, or the reasons.</summary>
    public static string Text(Resolution answer) =>
        answer is Resolution.Resolved resolved ? string.Join(' ', resolved.Packages.Select(p => $"{p.Record.Name}={p.Record.Version}")) : string.Join('\n', ((Resolution.Unsatisfiable)answer).Reasons);

    private static IEnumerable<Provide> Names(IndexRecord package) => package.Provides.Append(new Provide(package.Name, package.Version));
}
