using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>Keeps programs for musl out of an image that has glibc: they would not start there.</summary>
internal static class CLibraries
{
    private static readonly string[] Musl = ["so:libc.musl-", "so:ld-musl-"];
    private const string Glibc = "so:libc.so.6";

    /// <summary>Whether the name is musl's C library or its loader.</summary>
    public static bool IsMusl(string name) => Musl.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>What needs musl among packages of which one is or needs glibc; empty where all is of one kind.</summary>
    public static ImmutableArray<UnsatisfiedDependency> FindMixed(IReadOnlyList<Dependency> world, Closure closure)
    {
        if (!world.Any(d => IsMusl(d.Name.Text)) && !closure.Chosen.Any(c => Has(c, IsMusl)))
        {
            return [];
        }

        Candidate? glibc = closure.Chosen.OrderBy(c => c.Record.Name, StringComparer.Ordinal).FirstOrDefault(c => Has(c, name => name == Glibc));
        if (glibc is null)
        {
            return [];
        }

        AskingChains chains = new(world, closure);
        FallenCandidate there = new(glibc.ToString(), "is for glibc, and one image has one C library", chains.To(glibc));
        return
        [
            .. chains.Asked.Where(asked => !asked.Dependency.Atom.IsConflict && IsMusl(asked.Dependency.Name.Text))
                .Select(asked => new UnsatisfiedDependency(asked.Dependency.Atom.ToString(), chains.To(asked.Dependency, asked.Asking), [there], [])
                {
                    Advice = "that is musl's C library: use a package that is built for this distribution, which has glibc",
                }),
        ];
    }

    private static bool Has(Candidate candidate, Predicate<string> isIt) =>
        candidate.Depends.Any(d => !d.Atom.IsConflict && isIt(d.Name.Text)) || candidate.Provides.Any(p => isIt(p.Name.Text));
}
