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

        List<Candidate> layouts = ordered.FindAll(ProvidesBaseLayout);
        ordered.RemoveAll(ProvidesBaseLayout);
        ordered.InsertRange(0, layouts);
        ImmutableArray<ResolvedPackage>.Builder packages = ImmutableArray.CreateBuilder<ResolvedPackage>(ordered.Count);
        foreach (Candidate candidate in ordered)
        {
            packages.Add(new ResolvedPackage(candidate.Record, candidate.Repository) { Architecture = architecture });
        }

        return packages.MoveToImmutable();
    }

    private static void Visit(IReadOnlyList<Dependency> roots, Closure closure, HashSet<Candidate> entered, List<Candidate> ordered)
    {
        Stack<Step> stack = new();
        stack.Push(new Step(null, Needs(roots, closure)));
        while (stack.TryPeek(out Step? top))
        {
            if (top.Visited == top.Needs.Count)
            {
                stack.Pop();
                if (top.Candidate is not null)
                {
                    ordered.Add(top.Candidate);
                }
            }
            else if (top.Needs[top.Visited++] is Candidate next && entered.Add(next))
            {
                stack.Push(new Step(next, Needs(next.Depends, closure)));
            }
        }
    }

    private static List<Candidate> Needs(IReadOnlyList<Dependency> dependencies, Closure closure)
    {
        Dependency[] sorted = [.. dependencies];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name.Text, b.Name.Text));
        List<Candidate> needs = new(sorted.Length);
        foreach (Dependency dependency in sorted)
        {
            if (!dependency.Atom.IsConflict && closure.OwnerOf(dependency.Name) is Candidate owner)
            {
                needs.Add(owner);
            }
        }

        return needs;
    }

    private static bool ProvidesBaseLayout(Candidate candidate) =>
        candidate.Record.Provides.Any(provide => string.Equals(provide.Name, BaseLayout, StringComparison.Ordinal));

    // A candidate, or the world, whose needs are being visited.
    private sealed record Step(Candidate? Candidate, List<Candidate> Needs)
    {
        public int Visited { get; set; }
    }
}
