using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>The order of installation, which is also the order of layers: depth-first from the world sorted by name, dependencies sorted by name and before
/// who needs them, a dependency that leads back is passed over, the base layout first of all.</summary>
internal static class InstallOrder
{
    /// <summary>What the base layout provides.</summary>
    private const string BaseLayout = "merged-usrsbin";

    public static ImmutableArray<ResolvedPackage> Sort(IReadOnlyList<Dependency> world, Closure closure, string architecture)
    {
        List<Candidate> ordered = new(closure.Chosen.Count);
        HashSet<Candidate> entered = [];
        Visit(world, closure, entered, ordered);

        // What joined by an install_if rule alone comes last, in order of names.
        foreach (Candidate joined in closure.Chosen.Where(c => !entered.Contains(c)).OrderBy(c => c.Record.Name, StringComparer.Ordinal))
        {
            Visit([new Dependency(new Versions.DependencyAtom { Name = joined.Name.Text }, joined.Name)], closure, entered, ordered);
        }

        return
        [
            .. ordered.Where(ProvidesBaseLayout).Concat(ordered.Where(c => !ProvidesBaseLayout(c)))
                .Select(c => new ResolvedPackage(c.Record, c.Repository) { Architecture = architecture }),
        ];
    }

    private static void Visit(IEnumerable<Dependency> roots, Closure closure, HashSet<Candidate> entered, List<Candidate> ordered)
    {
        Stack<Step> stack = new();
        stack.Push(new Step(null, Needs(roots, closure).GetEnumerator()));
        while (stack.TryPeek(out Step? top))
        {
            if (!top.Needs.MoveNext())
            {
                stack.Pop();
                if (top.Candidate is not null)
                {
                    ordered.Add(top.Candidate);
                }
            }
            else if (entered.Add(top.Needs.Current))
            {
                stack.Push(new Step(top.Needs.Current, Needs(top.Needs.Current.Depends, closure).GetEnumerator()));
            }
        }
    }

    private static IEnumerable<Candidate> Needs(IEnumerable<Dependency> dependencies, Closure closure) =>
        dependencies.Where(d => !d.Atom.IsConflict)
            .OrderBy(d => d.Name.Text, StringComparer.Ordinal)
            .Select(d => closure.OwnerOf(d.Name))
            .OfType<Candidate>();

    private static bool ProvidesBaseLayout(Candidate candidate) =>
        candidate.Record.Provides.Any(provide => string.Equals(provide.Name, BaseLayout, StringComparison.Ordinal));

    // A candidate, or the world, whose needs are being visited.
    private sealed record Step(Candidate? Candidate, IEnumerator<Candidate> Needs);
}
