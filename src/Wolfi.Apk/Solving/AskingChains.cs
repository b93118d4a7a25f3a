using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>Who asks for each package that the world leads to: from the world's atom down, as short as can be.</summary>
internal sealed class AskingChains
{
    private readonly Dictionary<Candidate, ImmutableArray<string>> _chains = [];
    private readonly List<(Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)> _asked = [];
    private int _followed;

    public AskingChains(IReadOnlyList<Dependency> world, Closure closure)
    {
        _asked.AddRange(world.Select(d => (d, (Candidate?)null, ImmutableArray.Create(d.Atom.ToString()))));
        Follow();

        // At last what joined by its install_if rule alone; each may let others join.
        Candidate[] joined = [.. closure.Chosen.Where(c => !_chains.ContainsKey(c)).OrderBy(c => c.Record.Name, StringComparer.Ordinal)];
        while (Array.Find(joined, c => !_chains.ContainsKey(c) && Trigger(c, closure) is not null) is { } next)
        {
            Enter(next, Trigger(next, closure)!.Value, $"{next} (joins {string.Join(" and ", next.InstallIf.Select(rule => rule.Atom))})");
            Follow();
        }
    }

    /// <summary>Every dependency that is asked for, the world's first, with who has it and the chain to that one.</summary>
    public IReadOnlyList<(Dependency Dependency, Candidate? Asking, ImmutableArray<string> Chain)> Asked => _asked;

    /// <summary>The chain that ends in the package; empty when nobody asks for it.</summary>
    public ImmutableArray<string> To(Candidate candidate) => _chains.GetValueOrDefault(candidate, []);

    // Breadth first.
    private void Follow()
    {
        for (; _followed < _asked.Count; _followed++)
        {
            (Dependency dependency, _, ImmutableArray<string> chain) = _asked[_followed];
            if (!dependency.Atom.IsConflict && dependency.Name.Chosen is Offer offer)
            {
                Enter(offer.Candidate, chain, offer.Candidate.ToString());
            }
        }
    }

    private void Enter(Candidate candidate, ImmutableArray<string> chain, string title)
    {
        ImmutableArray<string> longer = chain.Add(title);
        if (_chains.TryAdd(candidate, longer))
        {
            _asked.AddRange(candidate.Depends.Select(d => (d, (Candidate?)candidate, longer)));
        }
    }

    private ImmutableArray<string>? Trigger(Candidate joined, Closure closure)
    {
        foreach (Dependency rule in joined.InstallIf.Where(rule => !rule.Atom.IsConflict))
        {
            if (closure.OwnerOf(rule.Name) is { } owner && _chains.TryGetValue(owner, out ImmutableArray<string> chain))
            {
                return chain;
            }
        }

        return null;
    }
}
