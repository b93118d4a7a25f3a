using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>Everything that an app needs from the distribution, with evidence.</summary>
public sealed record NeedSet
{
    /// <summary>The package architecture that it was found for, such as <c>x86_64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The needs: those of the rules first, then the libraries by name.</summary>
    public required ImmutableArray<Need> Needs { get; init; }

    /// <summary>What there are only hints of: no package is added for it.</summary>
    public ImmutableArray<Need> Hints { get; init; } = [];

    /// <summary>Native libraries that the app calls, and that nothing known answers.</summary>
    public ImmutableArray<UnresolvedLibrary> Unresolved { get; init; } = [];

    /// <summary>What was left out on purpose.</summary>
    public ImmutableArray<LeftOutNeed> LeftOut { get; init; } = [];

    /// <summary>Keys of needs that the project left out against the rules' advice.</summary>
    public ImmutableArray<string> Omitted { get; init; } = [];

    /// <summary>The app's native files that were read.</summary>
    public ImmutableArray<NativeFile> NativeFiles { get; init; } = [];

    /// <summary>How the app was published, as far as the rules differ by it.</summary>
    internal PublishModes Mode { get; init; }

    /// <summary>Bytes of the runtime's files that the app brings, not packed.</summary>
    public long RuntimeSize { get; init; }

    /// <summary>What somebody should look at.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    /// <summary>All atoms, each once, ordered by their text.</summary>
    public ImmutableArray<DependencyAtom> World =>
        [.. Needs.SelectMany(need => need.Atoms).DistinctBy(atom => atom.ToString(), StringComparer.Ordinal).OrderBy(atom => atom.ToString(), StringComparer.Ordinal)];

    /// <summary>The way from the app to an atom, such as <c>libdemo.so -> so:libz.so.1</c>; null for an atom that no need asked for.</summary>
    public string? ChainTo(string atom)
    {
        ArgumentNullException.ThrowIfNull(atom);
        ImmutableArray<string> subjects =
            [.. Needs.Where(need => need.Atoms.Any(a => a.ToString() == atom)).SelectMany(need => SubjectsOf(need, atom)).Distinct(StringComparer.Ordinal)];
        return subjects.Length switch
        {
            0 => null,
            1 => $"{subjects[0]} -> {atom}",
            _ => $"{subjects[0]} (and {subjects.Length - 1} more) -> {atom}",
        };
    }

    /// <summary>The needs as lines of text for those who ask for details.</summary>
    public IEnumerable<string> Describe()
    {
        foreach (Need need in Needs)
        {
            yield return need.Atoms.IsEmpty ? need.Key : $"{need.Key}: {string.Join(' ', need.Atoms)}";
            foreach (IGrouping<string, NeedEvidence> evidence in need.Evidence.GroupBy(evidence => evidence.Subject, StringComparer.Ordinal))
            {
                yield return $"  {evidence.Key}: {string.Join(", ", evidence.Select(reason => reason.Reason))}";
            }
        }

        foreach (Need hint in Hints)
        {
            yield return $"hint: {hint.Key}";
            foreach (NeedEvidence evidence in hint.Evidence)
            {
                yield return $"  {evidence.Subject}: {evidence.Reason}";
            }
        }

        foreach (UnresolvedLibrary library in Unresolved)
        {
            yield return $"unresolved: {library.Name}: called by {string.Join(", ", library.CalledBy)}";
        }

        foreach (LeftOutNeed left in LeftOut)
        {
            yield return $"left out: {left.Library} of {left.File}: {left.Reason}";
        }
    }

    // A group such as libc has many libraries: only the files that name this one are on its chain.
    private static IEnumerable<string> SubjectsOf(Need need, string atom) =>
        need.Evidence.Where(evidence => evidence.Atom is null || evidence.Atom == atom).Select(evidence => evidence.Subject);
}
