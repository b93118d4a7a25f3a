using System.Collections.Immutable;
using System.Globalization;
using Wolfi.SupplyChain.Components;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Shares the bytes of a file that was made of many (a single file, a native program) out among the sources of its inputs, in proportion to these
/// inputs' bytes: what became of each input can't be seen in the result.
/// </summary>
internal static class InputBytes
{
    private const int MostSources = 4;

    /// <summary>The inputs' bytes by source. What is not proved to be a package's own counts as of no known source.</summary>
    public static ImmutableSortedDictionary<ComponentSource, long> BySource(IEnumerable<TracedFile> inputs) => inputs
        .GroupBy(input => input.State is TraceState.Own or TraceState.Copied or TraceState.Derived ? input.Source : ComponentSource.Unknown)
        .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(input => input.Size));

    /// <summary>The words for them: <c>own 5120, upstream 70000</c>.</summary>
    public static string ToText(ImmutableSortedDictionary<ComponentSource, long> bytes) =>
        string.Join(", ", bytes.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{SourceNames.Of(pair.Key)} {pair.Value}")));

    /// <summary>The file's bytes by source, together as many as it has; null where the text says nothing of use.</summary>
    /// <param name="text">What <see cref="ToText"/> wrote.</param>
    /// <param name="size">Bytes of the file.</param>
    public static ImmutableArray<(string Source, long Size)>? Share(string? text, long size)
    {
        List<(string Source, long Size)> inputs = [];
        foreach (string[] words in (text ?? "").Split(", ").Select(part => part.Split(' ')))
        {
            if (words is not [string name, string number]
                || SourceNames.Find(name) is not { } source
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
                || bytes > long.MaxValue / 16
                || inputs.Count == MostSources)
            {
                return null;
            }

            inputs.Add((SourceNames.Of(source), bytes));
        }

        decimal total = inputs.Sum(input => (decimal)input.Size);
        if (total == 0)
        {
            return null;
        }

        // What rounding leaves goes to the largest.
        ImmutableArray<(string Source, long Size)> shares = [.. inputs.OrderBy(input => input.Size).Select(input => (input.Source, (long)(size * (input.Size / total))))];
        return shares.SetItem(shares.Length - 1, (shares[^1].Source, size - shares[..^1].Sum(share => share.Size)));
    }
}
