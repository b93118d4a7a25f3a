using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Why a candidate can't be chosen.</summary>
internal abstract record Fall
{
    private Fall()
    {
    }

    /// <summary>The index says so, or it is for another architecture.</summary>
    public sealed record Unusable(string Why) : Fall
    {
        public override string ToString() => Why;
    }

    /// <summary>A constraint speaks against it.</summary>
    /// <param name="Atom">The constraint.</param>
    /// <param name="By">Whose it is; null for the world.</param>
    public sealed record Constraint(DependencyAtom Atom, Candidate? By) : Fall
    {
        public override string ToString() => By is null ? $"{Atom} was asked for" : $"{By} needs {Atom}";
    }

    /// <summary>One of its own dependencies can't be had.</summary>
    public sealed record Broken(Dependency Dependency) : Fall
    {
        public override string ToString() =>
            Dependency.Atom.IsConflict ? $"it conflicts with {Dependency.Name.Text}, which is needed" : $"its dependency {Dependency.Atom} can't be satisfied";
    }

    /// <summary>A name that this one owns went to another package, or to none.</summary>
    public sealed record Taken(SolverName Name, Candidate? By) : Fall
    {
        public override string ToString() => By is null ? $"nothing may have {Name.Text}" : $"{By} has {Name.Text}";
    }

    /// <summary>What it is needed for can only be done by a package that provides another name too.</summary>
    public sealed record LacksProvide(SolverName Name) : Fall
    {
        public override string ToString() => $"it does not provide {Name.Text}";
    }
}
