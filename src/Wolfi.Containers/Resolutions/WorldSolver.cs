using System.Collections.Immutable;
using System.Diagnostics;
using Wolfi.Apk;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Resolutions;

/// <summary>Between a world, whose atoms have someone who asks for them, and the solver, which knows atoms alone.</summary>
internal static class WorldSolver
{
    /// <summary>Solves the world.</summary>
    /// <param name="world">What is asked for.</param>
    /// <param name="architecture">apk's name of the architecture.</param>
    /// <param name="solve">Runs the solver.</param>
    /// <exception cref="WolfiException">Nothing satisfies the world.</exception>
    public static ImmutableArray<ResolvedPackage> Solve(ImmutableArray<WorldAtom> world, string architecture, Func<ImmutableArray<DependencyAtom>, Resolution> solve)
    {
        try
        {
            return solve(Parse(world)) switch
            {
                Resolution.Resolved resolved => resolved.Packages,
                Resolution.Unsatisfiable unsatisfiable => throw ResolutionErrors.Unsatisfiable.Fail(architecture, Explain(unsatisfiable, world)),
                _ => throw new UnreachableException(),
            };
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    /// <summary>The world's atoms.</summary>
    /// <exception cref="WolfiException">One is outside the grammar.</exception>
    public static ImmutableArray<DependencyAtom> Parse(ImmutableArray<WorldAtom> world) =>
    [
        .. world.Select(asked => DependencyAtom.TryParse(asked.Atom, out DependencyAtom? atom)
            ? atom
            : throw ResolutionErrors.InvalidAtom.Fail(asked.Atom, "it is outside the grammar of package names and versions.")),
    ];

    /// <summary>The reasons as a sentence.</summary>
    public static string Explain(Resolution.Unsatisfiable unsatisfiable, ImmutableArray<WorldAtom> world) =>
        Sentence(string.Join("; ", unsatisfiable.Reasons.Select(reason => Explain(reason, world))));

    // Near names end in a question mark, all else in nothing.
    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";

    // The whole chain, from the app's file or the property to what is missing.
    private static string Explain(UnsatisfiedDependency reason, ImmutableArray<WorldAtom> world) =>
        reason.Tell(atom => world.FirstOrDefault(asked => DependencyAtom.Parse(asked.Atom).ToString() == atom)?.Chain ?? atom);
}
