namespace Wolfi.Apk.Solving;

/// <summary>The chosen packages that the world leads to, with those whose install_if rules hold; checked anew, whatever the search believed.</summary>
internal sealed class Closure(WorkBudget budget)
{
    private readonly HashSet<Candidate> _chosen = [];
    private readonly HashSet<SolverName> _owned = [];
    private readonly Queue<SolverName> _newlyOwned = new();
    private readonly Queue<Candidate> _open = new();

    /// <summary>The packages.</summary>
    public IReadOnlySet<Candidate> Chosen => _chosen;

    /// <summary>Names that a chosen package claims, though its repository's rules leave them to another chosen package.</summary>
    public List<(SolverName Name, Candidate Claims, Candidate Owns)> Overreaching { get; } = [];

    /// <summary>Collects the packages; false when one of them is not as it should be.</summary>
    public bool Collect(IReadOnlyList<Dependency> world)
    {
        bool sound = true;
        foreach (Dependency dependency in world)
        {
            sound &= Follow(dependency, null);
        }

        while (_open.TryDequeue(out Candidate? candidate))
        {
            foreach (Dependency dependency in candidate.Depends)
            {
                sound &= Follow(dependency, candidate);
            }

            if (_open.Count == 0)
            {
                AddTriggered();
            }
        }

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

        return sound && Overreaching.Count == 0;
    }

    private bool Follow(Dependency dependency, Candidate? asking)
    {
        budget.Spend(1);
        if (dependency.Name.Chosen is Offer offer && !dependency.Atom.IsConflict)
        {
            Add(offer.Candidate);
        }

        return Offer.Satisfies(dependency.Name.Chosen, dependency.Atom, asking);
    }

    private void Add(Candidate candidate)
    {
        if (_chosen.Add(candidate))
        {
            _open.Enqueue(candidate);
            Own(candidate.Name);
            foreach ((SolverName provided, _) in candidate.Provides)
            {
                Own(provided);
            }
        }
    }

    private void Own(SolverName name)
    {
        if (_owned.Add(name))
        {
            _newlyOwned.Enqueue(name);
        }
    }

    // A rule is looked at whenever one of its names was added: the last one makes it hold.
    private void AddTriggered()
    {
        while (_newlyOwned.TryDequeue(out SolverName? name))
        {
            budget.Spend(1 + name.ReverseInstallIf.Length);
            foreach (SolverName rule in name.ReverseInstallIf)
            {
                if (rule.Chosen is Offer offer && !_chosen.Contains(offer.Candidate) && IsTriggered(offer.Candidate))
                {
                    Add(offer.Candidate);
                }
            }
        }
    }

    private bool IsTriggered(Candidate candidate) =>
        candidate.InstallIf.Length > 0
        && Array.TrueForAll(candidate.InstallIf, rule =>
            (rule.Atom.IsConflict || _owned.Contains(rule.Name)) && Offer.Satisfies(Present(rule.Name), rule.Atom, candidate));

    // A name that was decided for a package nobody needs is as good as absent.
    private Offer? Present(SolverName name) => name.Chosen is Offer offer && _chosen.Contains(offer.Candidate) ? offer : null;
}
