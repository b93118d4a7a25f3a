using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>One dependency that nothing satisfies.</summary>
/// <param name="Atom">The dependency in apk's notation.</param>
/// <param name="Chain">Who asked, from the world's atom down to the package that has the dependency; only the atom itself when the world asks.</param>
/// <param name="Candidates">The candidates; empty when nothing has that name.</param>
/// <param name="NearNames">Names that exist and look alike.</param>
public sealed record UnsatisfiedDependency(
    string Atom,
    ImmutableArray<string> Chain,
    ImmutableArray<FallenCandidate> Candidates,
    ImmutableArray<string> NearNames)
{
    private const int ToldAtEachEnd = 10;

    /// <summary>What is wrong where it is not about candidates.</summary>
    public string Problem { get; init; } = "nothing provides it";

    /// <summary>How many candidates there were beside those that are told.</summary>
    public int UntoldCandidates { get; init; }

    /// <summary>What would help, as a clause; null where nothing in particular would.</summary>
    public string? Advice { get; init; }

    /// <summary>One sentence with all of it, without its end.</summary>
    public override string ToString() => Tell(atom => atom);

    /// <summary>One sentence with all of it, without its end, that begins each chain where the caller knows it to begin.</summary>
    /// <param name="origin">The way to an atom of the world that ends in it: <c>libdemo.so -> so:libz.so.1</c>.</param>
    public string Tell(Func<string, string> origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        bool byWorld = Chain is [] || (Chain is [var only] && only == Atom);
        string subject = byWorld ? origin(Atom) : $"{Atom} (needed by {Link(Chain, origin)})";
        string near = NearNames.IsEmpty ? "" : $"; did you mean {Listed(NearNames, "or")}?";
        string advice = Advice is null ? "" : $"; {Advice}";
        return $"{subject}: {TellCandidates(origin)}{near}{advice}";
    }

    private string TellCandidates(Func<string, string> origin)
    {
        if (Candidates.IsEmpty)
        {
            return Problem;
        }

        List<string> told = [];
        for (int i = 0, end; i < Candidates.Length; i = end)
        {
            FallenCandidate first = Candidates[i];
            for (end = i + 1; end < Candidates.Length && Candidates[end].Why == first.Why && Candidates[end].Opposed.SequenceEqual(first.Opposed); end++)
            {
            }

            bool saysMore = first.Opposed.Length > 1 || (first.Opposed is [var asked] && origin(asked) != asked);
            string opposed = saysMore ? $" ({Link(first.Opposed, origin)})" : "";
            told.Add($"{string.Join(", ", Candidates[i..end].Select(candidate => candidate.Package))}: {first.Why}{opposed}");
        }

        return string.Join("; ", told) + (UntoldCandidates == 0 ? "" : $"; and {UntoldCandidates} more");
    }

    // Of a chain without end its two ends tell enough.
    private static string Link(ImmutableArray<string> chain, Func<string, string> origin)
    {
        IEnumerable<string> steps = chain.Length <= 2 * ToldAtEachEnd
            ? chain.Skip(1)
            : [.. chain[1..ToldAtEachEnd], $"({chain.Length - (2 * ToldAtEachEnd)} more)", .. chain[^ToldAtEachEnd..]];
        return string.Join(" -> ", steps.Prepend(origin(chain[0])));
    }

    private static string Listed(ImmutableArray<string> names, string conjunction) =>
        names is [var only] ? only : $"{string.Join(", ", names[..^1])} {conjunction} {names[^1]}";
}
