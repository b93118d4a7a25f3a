using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>The solver's answer: packages in install order, or the reasons why there are none.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>The world is satisfied.</summary>
    /// <param name="Packages">In install order: dependencies first, the base layout before all.</param>
    public sealed record Resolved(ImmutableArray<ResolvedPackage> Packages) : Resolution;

    /// <summary>Nothing satisfies the world.</summary>
    /// <param name="Reasons">At least one.</param>
    public sealed record Unsatisfiable(ImmutableArray<UnsatisfiedDependency> Reasons) : Resolution;
}
