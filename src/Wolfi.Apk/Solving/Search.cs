namespace Wolfi.Apk.Solving;

/// <summary>Chooses a package for every name that is needed: greedy with propagation, no backtracking, by apk's rules for a fresh root.</summary>
internal sealed partial class Search(WorkBudget budget)
{
    private readonly Queue<SolverName> _dirty = new();
    private readonly Queue<SolverName> _forced = new();
    private readonly SortedSet<SolverName> _selectable = new(GreatestOrderFirst);
    private readonly SortedSet<SolverName> _undecided = new(GreatestOrderFirst);

    private static Comparer<SolverName> GreatestOrderFirst { get; } = Comparer<SolverName>.Create((a, b) => b.Order.CompareTo(a.Order));

    /// <summary>Whether something could not be chosen, or was chosen although it is broken.</summary>
    public bool Failed => Missing.Count + Broken.Count > 0;

    /// <summary>Packages that were chosen although something is wrong with them.</summary>
    public HashSet<Candidate> Broken { get; } = [];

    /// <summary>Names that were needed and got no package, in the order of decisions.</summary>
    public List<SolverName> Missing { get; } = [];

    /// <summary>Pairs of chosen packages that own one name.</summary>
    public List<(SolverName Name, Candidate First, Candidate Second)> Clashes { get; } = [];

    /// <summary>Decides all names that the world leads to.</summary>
    public void Run(IReadOnlyList<Dependency> world)
    {
        foreach (Dependency dependency in world)
        {
            Apply(dependency, null);
        }

        while (true)
        {
            while (_dirty.TryDequeue(out SolverName? name))
            {
                name.IsDirty = false;
                if (!name.Locked)
                {
                    Reconsider(name);
                }
            }

            if (NextToDecide() is not SolverName next)
            {
                return;
            }

            Decide(next);
        }
    }

    private void MarkDirty(SolverName name)
    {
        if (!name.IsDirty && !name.Locked && (name.Requirers > 0 || name.ReevaluateInstallIf))
        {
            name.IsDirty = true;
            _dirty.Enqueue(name);
        }
    }

    private void MarkReverseDepends(SolverName name)
    {
        budget.Spend(name.ReverseDepends.Count);
        foreach (SolverName reverse in name.ReverseDepends)
        {
            reverse.ReevaluateDepends = true;
            MarkDirty(reverse);
        }
    }

    private void MarkReverseInstallIf(SolverName name)
    {
        budget.Spend(name.ReverseInstallIf.Length);
        foreach (SolverName reverse in name.ReverseInstallIf)
        {
            if (!reverse.NoInstallIf)
            {
                reverse.ReevaluateInstallIf = true;
                MarkDirty(reverse);
            }
        }
    }

    private void MarkReverseInstallIf(Candidate candidate)
    {
        MarkReverseInstallIf(candidate.Name);
        foreach ((SolverName provided, _) in candidate.Provides)
        {
            MarkReverseInstallIf(provided);
        }
    }

    // Puts a name where it waits for its decision. With "again", a name that waits already may change its place.
    private void Enqueue(SolverName name, bool again)
    {
        bool forced = name.ReverseDependsDone && name.Requirers > 0 && name.HasAutoSelectable && !name.HasOptions;
        if (name.Locked || name.Queue == DecisionQueue.Forced)
        {
            return;
        }

        if (name.Queue == DecisionQueue.None ? name.Requirers == 0 && !name.HasInstallIf && !name.NeededForInstallIf : !forced && !again)
        {
            return;
        }

        Leave(name);
        name.Queue = forced ? DecisionQueue.Forced : name.HasAutoSelectable ? DecisionQueue.Selectable : DecisionQueue.Undecided;
        if (forced)
        {
            _forced.Enqueue(name);
        }
        else
        {
            (name.HasAutoSelectable ? _selectable : _undecided).Add(name);
        }
    }

    // The queue of forced names is cleaned when it is served.
    private void Leave(SolverName name)
    {
        if (name.Queue == DecisionQueue.Selectable)
        {
            _selectable.Remove(name);
        }
        else if (name.Queue == DecisionQueue.Undecided)
        {
            _undecided.Remove(name);
        }

        name.Queue = DecisionQueue.None;
    }

    private SolverName? NextToDecide()
    {
        while (_forced.TryDequeue(out SolverName? forced))
        {
            if (!forced.Locked)
            {
                return forced;
            }
        }

        return _selectable.Min ?? _undecided.Min;
    }
}
