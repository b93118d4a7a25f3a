using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>Who asks for each package that the world leads to: from the world's atom down, as short as can be.</summary>
internal sealed class AskingChains
{
    private readonly IReadOnlyList<Dependency> _world;
    private readonly Trail _trail = new();
    private readonly List<(Dependency Dependency, Candidate? Asking)> _asked = [];
    private int _followed;

    public AskingChains(IReadOnlyList<Dependency> world, Closure closure)
    {
        _world = world;
        _asked.AddRange(world.Select(d => (d, (Candidate?)null)));
        Follow();

        // At last what joined by its install_if rule alone; each may let others join.
        Candidate[] joined = [.. closure.Chosen.Where(c => !_trail.Has(c)).OrderBy(c => c.Record.Name, StringComparer.Ordinal)];
        for (bool any = true; any;)
        {
            any = false;
            foreach (Candidate next in joined.Where(c => !_trail.Has(c)))
            {
                Candidate? trigger = Trigger(next, closure);
                if (trigger is not null || Array.TrueForAll(next.InstallIf, rule => rule.Atom.IsConflict))
                {
                    Enter(next, trigger, next.Record.Name, $"{next} (joins {string.Join(" and ", next.InstallIf.Select(rule => rule.Atom))})");
                    Follow();
                    any = true;
                }
            }
        }
    }

    /// <summary>Every dependency that is asked for, the world's first, with the package that has it.</summary>
    public IReadOnlyList<(Dependency Dependency, Candidate? Asking)> Asked => _asked;

    /// <summary>The chain that ends in the package; empty when nobody asks for it.</summary>
    public ImmutableArray<string> To(Candidate candidate) => _trail.To(candidate);

    /// <summary>The chain to who has the dependency; only its own atom when the world has it.</summary>
    public ImmutableArray<string> To(Dependency dependency, Candidate? asking) => asking is null ? [dependency.Atom.ToString()] : To(asking);

    /// <summary>The dependencies that the package was chosen for.</summary>
    public IEnumerable<(Dependency Dependency, Candidate? Asking)> AskFor(Candidate candidate) =>
        _asked.Where(asked => !asked.Dependency.Atom.IsConflict && asked.Dependency.Name.Chosen?.Candidate == candidate);

    /// <summary>The shortest way from the world to a dependency on the name through any candidates, also those that were given up; null when there is none.</summary>
    public (Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)? WayTo(SolverName name)
    {
        Trail trail = new();
        Queue<(Dependency Dependency, Candidate? Asking)> open = new(_world.Select(d => (d, (Candidate?)null)));
        while (open.TryDequeue(out (Dependency Dependency, Candidate? Asking) next))
        {
            (Dependency dependency, Candidate? asking) = next;
            if (dependency.Atom.IsConflict)
            {
                continue;
            }

            if (dependency.Name == name)
            {
                return (dependency, asking, asking is null ? [dependency.Atom.ToString()] : trail.To(asking));
            }

            foreach (Offer offer in dependency.Name.Offers.Reverse())
            {
                if (trail.Enter(offer.Candidate, asking, dependency.Atom.ToString(), offer.Candidate.ToString()))
                {
                    Array.ForEach(offer.Candidate.Depends, d => open.Enqueue((d, offer.Candidate)));
                }
            }
        }

        return null;
    }

    // Breadth first.
    private void Follow()
    {
        for (; _followed < _asked.Count; _followed++)
        {
            (Dependency dependency, Candidate? asking) = _asked[_followed];
            if (!dependency.Atom.IsConflict && dependency.Name.Chosen is Offer offer)
            {
                Enter(offer.Candidate, asking, dependency.Atom.ToString(), offer.Candidate.ToString());
            }
        }
    }

    private void Enter(Candidate candidate, Candidate? from, string root, string title)
    {
        if (_trail.Enter(candidate, from, root, title))
        {
            _asked.AddRange(candidate.Depends.Select(d => (d, (Candidate?)candidate)));
        }
    }

    private Candidate? Trigger(Candidate joined, Closure closure) =>
        joined.InstallIf.Where(rule => !rule.Atom.IsConflict).Select(rule => closure.OwnerOf(rule.Name)).FirstOrDefault(owner => owner is not null && _trail.Has(owner));

    /// <summary>How each package was first come to. Chains are made when they are asked for: kept ones would grow with the square of their length.</summary>
    private sealed class Trail
    {
        private readonly Dictionary<Candidate, (Candidate? From, string Root, string Title)> _steps = [];

        public bool Has(Candidate candidate) => _steps.ContainsKey(candidate);

        public bool Enter(Candidate candidate, Candidate? from, string root, string title) => _steps.TryAdd(candidate, (from, root, title));

        public ImmutableArray<string> To(Candidate candidate)
        {
            List<string> chain = [];
            string? root = null;
            for (Candidate? at = candidate; at is not null && _steps.TryGetValue(at, out (Candidate? From, string Root, string Title) step); at = step.From)
            {
                chain.Add(step.Title);
                root = step.Root;
            }

            if (root is not null)
            {
                chain.Add(root);
            }

            chain.Reverse();
            return [.. chain];
        }
    }
}
