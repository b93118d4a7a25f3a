using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Tells why a world can't be satisfied: follows each broken choice down to the dependency that started it.</summary>
internal sealed class Explanation
{
    private const int MostReasons = 20;
    private const int MostCandidates = 10;

    private readonly Universe _universe;
    private readonly Search _search;
    private readonly Dictionary<Candidate, ImmutableArray<string>> _chains = [];
    private readonly HashSet<(SolverName, string)> _explained = [];
    private readonly List<UnsatisfiedDependency> _reasons = [];

    public Explanation(Universe universe, Search search)
    {
        _universe = universe;
        _search = search;
    }

    /// <summary>The reasons, at least one, those nearest to the world first.</summary>
    public ImmutableArray<UnsatisfiedDependency> Explain(IReadOnlyList<Dependency> world, Closure closure)
    {
        List<(Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)> asked = Walk(world, closure);
        foreach ((Dependency dependency, Candidate? asking, ImmutableArray<string> chain) in asked)
        {
            if (!Offer.Satisfies(dependency.Name.Chosen, dependency.Atom, asking) || (!dependency.Atom.IsConflict && dependency.Name.Chosen is Offer chosen && _search.Broken.Contains(chosen.Candidate)))
            {
                Descend(dependency, asking, chain);
            }
        }

        foreach ((SolverName name, Candidate first, Candidate second) in _search.Clashes.Concat(closure.Overreaching))
        {
            Add(new UnsatisfiedDependency(name.Text, ChainOf(second), [first == second ? $"{first} owns it twice" : $"{first} and {second} both own it{Asked(first)}"], []));
        }

        if (_reasons.Count == 0)
        {
            ExplainUnasked();
        }

        return [.. _reasons];
    }

    // As in apk, what was tried on the way fails the whole, even when nothing that the world leads to needs it.
    private void ExplainUnasked()
    {
        IEnumerable<SolverName> names = _search.Missing.Concat(_search.Broken.Select(candidate => candidate.Name));
        foreach (SolverName name in names.Distinct())
        {
            Descend(new Dependency(new DependencyAtom { Name = name.Text }, name), null, [name.Text]);
        }
    }

    // Breadth first, so that chains are as short as they can be; at last what joined by an install_if rule alone.
    private List<(Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)> Walk(IReadOnlyList<Dependency> world, Closure closure)
    {
        List<(Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)> asked =
            [.. world.Select(d => (d, (Candidate?)null, ImmutableArray.Create(d.Atom.ToString())))];
        int next = 0;
        Follow();
        foreach (Candidate joined in closure.Chosen.OrderBy(c => c.Record.Name, StringComparer.Ordinal))
        {
            Enter(joined, []);
            Follow();
        }

        return asked;

        void Follow()
        {
            for (; next < asked.Count; next++)
            {
                (Dependency dependency, _, ImmutableArray<string> chain) = asked[next];
                if (!dependency.Atom.IsConflict && dependency.Name.Chosen is Offer offer)
                {
                    Enter(offer.Candidate, chain);
                }
            }
        }

        void Enter(Candidate candidate, ImmutableArray<string> chain)
        {
            ImmutableArray<string> longer = chain.Add(candidate.ToString());
            if (_chains.TryAdd(candidate, longer))
            {
                asked.AddRange(candidate.Depends.Select(d => (d, (Candidate?)candidate, longer)));
            }
        }
    }

    // While the best candidate fell for a dependency of its own, that dependency is the better explanation.
    private void Descend(Dependency dependency, Candidate? asking, ImmutableArray<string> chain)
    {
        while (_explained.Add((dependency.Name, dependency.Atom.ToString())))
        {
            Candidate? best = Best(dependency, asking);
            if (best?.Fall is not Fall.Broken broken || broken.Dependency.Atom.IsConflict || _explained.Contains((broken.Dependency.Name, broken.Dependency.Atom.ToString())))
            {
                Leaf(dependency, asking, chain);
                return;
            }

            (dependency, asking, chain) = (broken.Dependency, best, chain.Add(best.ToString()));
        }
    }

    private static Candidate? Best(Dependency dependency, Candidate? asking)
    {
        Offer? best = null;
        foreach (Offer offer in dependency.Name.Offers)
        {
            bool possible = !dependency.Atom.IsConflict && Offer.Satisfies(offer, dependency.Atom, asking);
            if (possible && (best is not Offer other || CandidateOrder.Compare(offer, other) > 0))
            {
                best = offer;
            }
        }

        return best?.Candidate;
    }

    private void Leaf(Dependency dependency, Candidate? asking, ImmutableArray<string> chain)
    {
        (DependencyAtom atom, SolverName name) = dependency;
        ImmutableArray<string> near = name.Offers.Length == 0 ? NearNames.Find(name.Text, _universe.AllNames) : [];
        IEnumerable<Offer> offers = atom.IsConflict ? name.Offers.Where(offer => offer == name.Chosen) : name.Offers.Reverse();
        IEnumerable<string> told = offers.Select(offer => $"{Title(offer, name)}: {Why(offer, dependency, asking)}").Distinct(StringComparer.Ordinal);
        ImmutableArray<string> candidates = [.. told.Take(MostCandidates)];
        if (candidates.Length == MostCandidates && name.Offers.Length > MostCandidates)
        {
            candidates = candidates.Add($"and {name.Offers.Length - MostCandidates} more");
        }

        Add(new UnsatisfiedDependency(atom.ToString(), chain, candidates, near));
    }

    private static string Title(Offer offer, SolverName name) =>
        offer.Candidate.Name == name ? offer.Candidate.ToString() : $"{offer.Candidate} (provides {new Provide(name.Text, offer.Version)})";

    private string Why(Offer offer, Dependency dependency, Candidate? asking)
    {
        Candidate candidate = offer.Candidate;
        if (dependency.Atom.IsConflict)
        {
            return $"is needed{Asked(candidate)}";
        }

        if (!Offer.Satisfies(offer, dependency.Atom, asking))
        {
            return candidate.Fall is Fall.Unusable ? candidate.Fall.ToString() : offer.Version is null ? "has no version to compare" : "another version is asked for";
        }

        return candidate.Fall switch
        {
            Fall.Constraint { By: Candidate by } fall => $"{fall}{Asked(by)}",
            Fall.Taken { By: Candidate by } fall => $"{fall}{Asked(by)}",
            Fall other => other.ToString(),
            null when !candidate.TagAllowed => $"its repository is tagged '{candidate.Repository.Tag}', which was not asked for",
            null => "provides it without a version and without a priority; ask for the package by its own name",
        };
    }

    private string Asked(Candidate candidate) => ChainOf(candidate) is { Length: > 1 } chain ? $" ({string.Join(" -> ", chain)})" : "";

    private ImmutableArray<string> ChainOf(Candidate candidate) => _chains.GetValueOrDefault(candidate, []);

    private void Add(UnsatisfiedDependency reason)
    {
        if (_reasons.Count < MostReasons)
        {
            _reasons.Add(reason);
        }
    }
}
