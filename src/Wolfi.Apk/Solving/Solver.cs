using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Chooses the packages that satisfy a world, as apk would for a fresh root; where apk lets the order of records decide, the higher package version,
/// the earlier repository, the later build time and the name decide, in this order.</summary>
public static class Solver
{
    /// <summary>Chooses the packages for the world's atoms.</summary>
    /// <param name="world">What is asked for; its order does not matter.</param>
    /// <param name="repositories">The repositories in order of preference, each with its index.</param>
    /// <param name="architecture">apk's name of the architecture; records of others, but <c>noarch</c>, are no candidates.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The packages in install order, or the reasons why there are none.</returns>
    /// <exception cref="ApkException">The architecture is no name, or the search took more steps than any honest index needs.</exception>
    public static Resolution Resolve(
        IReadOnlyList<DependencyAtom> world,
        IReadOnlyList<RepositoryIndex> repositories,
        string architecture,
        CancellationToken cancellationToken) =>
        Resolve(world, repositories, architecture, new WorkBudget(Limits.SolverSteps, cancellationToken));

    internal static Resolution Resolve(
        IReadOnlyList<DependencyAtom> world,
        IReadOnlyList<RepositoryIndex> repositories,
        string architecture,
        WorkBudget budget)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(repositories);
        if (!Architectures.IsValidName(architecture))
        {
            throw new ApkException(ApkFault.InvalidName, $"'{MessageText.Shorten(architecture)}' is not an architecture.");
        }

        DependencyAtom[] sorted = [.. world];
        Array.Sort(sorted, CompareInWorld);
        if (Array.Exists(sorted, atom => atom.Tag is not null) && UnknownTags(sorted, repositories) is { IsEmpty: false } unknown)
        {
            return new Resolution.Unsatisfiable(unknown);
        }

        Universe universe = new(repositories, architecture, budget);
        Dependency[] dependencies = Array.ConvertAll(sorted, atom => new Dependency(atom, universe.Name(atom.Name)));
        universe.Discover(Array.ConvertAll(dependencies, dependency => dependency.Name));
        Search search = new(budget);
        search.Run(dependencies);

        Closure closure = new(budget);
        bool sound = closure.Collect(dependencies) && !search.Failed;
        if (!sound)
        {
            return new Resolution.Unsatisfiable(new Explanation(universe, search, closure, dependencies).Explain());
        }

        return CLibraries.FindMixed(dependencies, closure) is { IsEmpty: false } mixed
            ? new Resolution.Unsatisfiable(mixed)
            : new Resolution.Resolved(InstallOrder.Sort(dependencies, closure, architecture));
    }

    // As in apk, whose order of names does not see their case at first.
    private static int CompareInWorld(DependencyAtom a, DependencyAtom b)
    {
        int order = string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
        order = order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
        return order != 0 ? order : string.CompareOrdinal(a.ToString(), b.ToString());
    }

    private static ImmutableArray<UnsatisfiedDependency> UnknownTags(DependencyAtom[] world, IReadOnlyList<RepositoryIndex> repositories)
    {
        HashSet<string> tags = new(repositories.Select(r => r.Repository.Tag).OfType<string>(), StringComparer.Ordinal);
        return
        [
            .. world.Where(atom => atom.Tag is not null && !tags.Contains(atom.Tag))
                .Select(atom => new UnsatisfiedDependency(atom.ToString(), [atom.ToString()], [], NearNames.Find(atom.Tag!, tags))
                {
                    Problem = $"no repository has the tag '{atom.Tag}'",
                }),
        ];
    }
}
