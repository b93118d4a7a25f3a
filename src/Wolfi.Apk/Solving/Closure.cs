namespace Wolfi.Apk.Solving;

/// <summary>The chosen packages that the world leads to, with those whose install_if rules hold; checked anew, whatever the search believed.</summary>
internal sealed class Closure(WorkBudget budget)
{
    private readonly HashSet<Candidate> _chosen = [];
    private readonly Dictionary<SolverName, Candidate?> _owners = [];
    private bool _sound = true;

    /// <summary>The packages.</summary>
    public IReadOnlySet<Candidate> Chosen => _chosen;

    /// <summary>Names that a chosen package claims, though its repository's rules leave them to another chosen package.</summary>
    public List<(SolverName Name, Candidate Claims, Candidate Owns)> Overreaching { get; } = [];

    /// <summary>Collects the packages, depth first; false when one of them is not as it should be.</summary>
    public bool Collect(IReadOnlyList<Dependency> world)
    {
        Stack<IEnumerator<SolverName>> stack = new();
        stack.Push(Needed(world, null).GetEnumerator());
        while (stack.TryPeek(out IEnumerator<SolverName>? top))
        {
            if (!top.MoveNext())
            {
                stack.Pop();
            }
            else if (_owners.TryAdd(top.Current, top.Current.Chosen?.Candidate) && top.Current.Chosen is Offer offer && _chosen.Add(offer.Candidate))
            {
                Own(offer.Candidate);
                stack.Push(Needed(offer.Candidate.Depends, offer.Candidate).Concat(Joining(offer.Candidate)).GetEnumerator());
            }
        }

        FindOverreaching();
        return _sound && Overreaching.Count == 0;
    }

    /// <summary>The package that has the name: of several that provide it without a version the first that came; null when none has it.</summary>
    public Candidate? OwnerOf(SolverName name) => _owners.GetValueOrDefault(name);

    // Once a package has come that provides a name without a version, another one is not taken for that name alone.
    private void Own(Candidate candidate)
    {
        _owners.TryAdd(candidate.Name, candidate);
        foreach ((SolverName provided, _) in candidate.Provides)
        {
            _owners.TryAdd(provided, candidate);
        }
    }

    private IEnumerable<SolverName> Needed(IEnumerable<Dependency> dependencies, Candidate? asking)
    {
        foreach ((Versions.DependencyAtom atom, SolverName name) in dependencies)
        {
            budget.Spend(1);
            _sound &= Offer.Satisfies(name.Chosen, atom, asking);
            if (!atom.IsConflict)
            {
                yield return name;
            }
        }
    }

    // A rule is looked at whenever a package that has one of its names was added: the last one makes it hold.
    private IEnumerable<SolverName> Joining(Candidate added)
    {
        foreach (SolverName name in added.Provides.Select(provide => provide.Name).Prepend(added.Name))
        {
            budget.Spend(1 + name.ReverseInstallIf.Length);
            foreach (SolverName rule in name.ReverseInstallIf)
            {
                if (!_owners.ContainsKey(rule) && rule.Chosen is Offer offer && IsTriggered(offer.Candidate))
                {
                    yield return rule;
                }
            }
        }
    }

    private bool IsTriggered(Candidate candidate) =>
        candidate.InstallIf.Length > 0
        && Array.TrueForAll(candidate.InstallIf, rule =>
            (rule.Atom.IsConflict || _owners.ContainsKey(rule.Name)) && Offer.Satisfies(rule.Name.Chosen, rule.Atom, candidate));

    private void FindOverreaching()
    {
        foreach (Candidate candidate in _chosen)
        {
            foreach (SolverName name in candidate.Withheld)
            {
                if (name.Chosen is { Version: not null } owner && owner.Candidate != candidate && _chosen.Contains(owner.Candidate))
                {
                    Overreaching.Add((name, candidate, owner.Candidate));
                }
            }
        }
    }
}
