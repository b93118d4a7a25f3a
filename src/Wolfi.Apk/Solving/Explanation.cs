using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Tells why a world can't be satisfied: follows each broken choice down to the dependency that started it.</summary>
internal sealed class Explanation
{
    private const int MostReasons = 20;

    private readonly Universe _universe;
    private readonly Search _search;
    private readonly Closure _closure;
    private readonly AskingChains _chains;
    private readonly HashSet<(SolverName, string)> _explained = [];
    private readonly List<UnsatisfiedDependency> _reasons = [];

    public Explanation(Universe universe, Search search, Closure closure, IReadOnlyList<Dependency> world)
    {
        _universe = universe;
        _search = search;
        _closure = closure;
        _chains = new AskingChains(world, closure);
    }

    /// <summary>The reasons, at least one, those nearest to the world first.</summary>
    public ImmutableArray<UnsatisfiedDependency> Explain()
    {
        foreach ((SolverName name, Candidate first, Candidate second) in _search.Clashes)
        {
            AddClash(name, first, second);
        }

        HashSet<Candidate> clashing = [.. _search.Clashes.Select(clash => clash.First), .. _search.Clashes.Select(clash => clash.Second)];
        foreach ((Dependency dependency, Candidate? asking) in _chains.Asked)
        {
            Candidate? chosen = dependency.Atom.IsConflict ? null : dependency.Name.Chosen?.Candidate;
            bool broken = chosen is not null && _search.Broken.Contains(chosen) && !clashing.Contains(chosen);
            if ((broken || !Offer.Satisfies(dependency.Name.Chosen, dependency.Atom, asking)) && !IsExplained(dependency))
            {
                Descend(dependency, asking, _chains.To(dependency, asking));
            }
        }

        foreach ((SolverName name, Candidate claims, Candidate owns) in _closure.Overreaching)
        {
            AddOverreach(name, claims, owns);
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
            (Dependency dependency, Candidate? asking, ImmutableArray<string> chain) =
                _chains.WayTo(name) ?? (new Dependency(new DependencyAtom { Name = name.Text }, name), null, [name.Text]);
            Descend(dependency, asking, chain);
        }
    }

    // While the best candidate fell for a dependency of its own, that dependency is the better explanation.
    private void Descend(Dependency dependency, Candidate? asking, ImmutableArray<string> chainToAsking)
    {
        List<string> chain = [.. chainToAsking];
        while (_explained.Add((dependency.Name, dependency.Atom.ToString())))
        {
            Candidate? best = Best(dependency, asking);
            if (best?.Fall is not Fall.Broken broken || broken.Dependency.Atom.IsConflict || IsExplained(broken.Dependency))
            {
                Add(new Leaf(_universe, _chains, dependency, asking).Explain([.. chain]));
                return;
            }

            (dependency, asking) = (broken.Dependency, best);
            chain.Add(best.ToString());
        }
    }

    // What comes after the last reason that is told need not be looked at.
    private bool IsExplained(Dependency dependency) => _reasons.Count == MostReasons || _explained.Contains((dependency.Name, dependency.Atom.ToString()));

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

    private void AddClash(SolverName name, Candidate first, Candidate second)
    {
        ImmutableArray<FallenCandidate> owners = first == second
            ? [new FallenCandidate(first.ToString(), "has the name twice", _chains.To(first))]
            : [new FallenCandidate(first.ToString(), "has it", _chains.To(first)), new FallenCandidate(second.ToString(), "has it too", _chains.To(second))];
        string advice = first == second
            ? "a name with a version has one owner: the package can't be installed"
            : "a name with a version has one owner: leave one of them out";
        Add(new UnsatisfiedDependency(name.Text, [name.Text], owners, []) { Advice = advice });
    }

    private void AddOverreach(SolverName name, Candidate claims, Candidate owns) =>
        Add(new UnsatisfiedDependency(
            name.Text,
            [name.Text],
            [
                new FallenCandidate(owns.ToString(), "has it", _chains.To(owns)),
                new FallenCandidate(claims.ToString(), $"claims it too, which the rules of {claims.Repository} do not cover", _chains.To(claims)),
            ],
            [])
        {
            Advice = "leave one of them out, or let the repository's Packages name what it may provide",
        });

    private void Add(UnsatisfiedDependency reason)
    {
        if (_reasons.Count < MostReasons)
        {
            _reasons.Add(reason);
        }
    }
}
