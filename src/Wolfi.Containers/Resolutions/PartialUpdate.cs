using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Resolutions;

/// <summary>Solves a world anew for some packages, while the others keep the versions that they have.</summary>
public static class PartialUpdate
{
    /// <summary>Chooses the packages. Those that move, and all of their origins, get what solving everything anew would give them; of the others as many keep their
    /// versions as the world allows, whole origins at a time and tried in the order of the origins' names.</summary>
    /// <param name="world">What is asked for.</param>
    /// <param name="indexes">The repositories in order of preference; they should also have the records of the packages that are to be kept.</param>
    /// <param name="architecture">apk's name of the architecture.</param>
    /// <param name="current">The packages as they are.</param>
    /// <param name="moving">Names of the packages that move.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The packages in install order, or the reasons why nothing satisfies the world, kept versions or not.</returns>
    /// <exception cref="ApkException">The search took more steps than any honest index needs.</exception>
    public static Resolution Solve(
        IReadOnlyList<DependencyAtom> world,
        IReadOnlyList<RepositoryIndex> indexes,
        string architecture,
        IReadOnlyCollection<KeptPackage> current,
        IReadOnlyCollection<string> moving,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(moving);
        Resolution free = Solve([]);
        if (free is not Resolution.Resolved anew)
        {
            return free;
        }

        HashSet<string> movingGroups = [.. current.Where(package => moving.Contains(package.Name)).Select(package => package.Group)];
        ILookup<bool, KeptPackage> byMove = current.ToLookup(package => movingGroups.Contains(package.Group));
        Dictionary<string, PackageVersion> newest = anew.Packages.ToDictionary(package => package.Record.Name, package => package.Record.Version, StringComparer.Ordinal);
        ImmutableArray<DependencyAtom> moved = [.. byMove[true].Where(package => newest.ContainsKey(package.Name)).SelectMany(package => Pins(package.Name, newest[package.Name]))];
        ImmutableArray<DependencyAtom> kept = [.. byMove[false].SelectMany(package => Pins(package.Name, package.Version))];
        return Solve([.. moved, .. kept]) is Resolution.Resolved all ? all : KeepMost(anew, moved, byMove[false]);

        Resolution Solve(ImmutableArray<DependencyAtom> pins) => Solver.Resolve([.. world, .. pins], indexes, architecture, cancellationToken);

        Resolution KeepMost(Resolution best, ImmutableArray<DependencyAtom> pins, IEnumerable<KeptPackage> others)
        {
            foreach (IGrouping<string, KeptPackage> origin in others.GroupBy(package => package.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                ImmutableArray<DependencyAtom> more = pins.AddRange(origin.SelectMany(package => Pins(package.Name, package.Version)));
                if (Solve(more) is Resolution.Resolved resolved)
                {
                    (best, pins) = (resolved, more);
                }
            }

            return best;
        }
    }

    // Conflicts with every other version hold a package where it is without asking for it: one that nothing needs any more still goes.
    private static IEnumerable<DependencyAtom> Pins(string name, PackageVersion version)
    {
        foreach (VersionOperator other in (VersionOperator[])[VersionOperator.Less, VersionOperator.Greater])
        {
            yield return new DependencyAtom { Name = name, IsConflict = true, Operator = other, Version = version.ToString() };
        }
    }
}
