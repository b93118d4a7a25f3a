namespace Wolfi.Apk.Solving;

/// <summary>A package name or provided name, and what the search knows of it so far.</summary>
internal sealed class SolverName(string text)
{
    public string Text { get; } = text;

    /// <summary>The packages that have or provide the name, in an order of their own: by name, version and repository.</summary>
    public Offer[] Offers { get; set; } = [];

    /// <summary>Names with an offer whose package depends on this name.</summary>
    public List<SolverName> ReverseDepends { get; } = [];

    /// <summary>Names with an offer whose package is installed if this name is.</summary>
    public SolverName[] ReverseInstallIf { get; set; } = [];

    public bool Seen { get; set; }

    /// <summary>The place in the order of decisions: the greatest is decided first.</summary>
    public long Order { get; set; }

    /// <summary>How often the name was required; never goes down.</summary>
    public int Requirers { get; set; }

    /// <summary>Decided: <see cref="Chosen"/> is final.</summary>
    public bool Locked { get; set; }

    /// <summary>The package that has the name; null when decided for none.</summary>
    public Offer? Chosen { get; set; }

    public bool IsDirty { get; set; }

    public DecisionQueue Queue { get; set; }

    public bool ReevaluateDepends { get; set; }

    public bool ReevaluateInstallIf { get; set; }

    public bool HasInstallIf { get; set; }

    /// <summary>No offer can be triggered by install_if.</summary>
    public bool NoInstallIf { get; set; }

    /// <summary>A conflict in an install_if waits for the decision.</summary>
    public bool NeededForInstallIf { get; set; }

    public bool HasOptions { get; set; }

    public bool HasAutoSelectable { get; set; }

    public bool ReverseDependsDone { get; set; }

    /// <summary>Scratch of one merge: how many candidates in a row depend on the name.</summary>
    public int MergedDepends { get; set; }

    /// <summary>Scratch of one merge: how many candidates in a row provide the name.</summary>
    public int MergedProvides { get; set; }

    /// <summary>Scratch of one merge: one of them provides it without a version.</summary>
    public bool HasVirtualProvide { get; set; }

    public override string ToString() => Text;
}
