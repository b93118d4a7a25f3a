using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>Names that look like one that does not exist.</summary>
internal static class NearNames
{
    private const int Most = 5;
    private const int LongestName = 128;

    /// <summary>Up to five of <paramref name="names"/> within a few changed characters of <paramref name="wanted"/>, or of the same library, nearest first.</summary>
    public static ImmutableArray<string> Find(string wanted, IEnumerable<string> names)
    {
        if (wanted.Length > LongestName)
        {
            return [];
        }

        int limit = Math.Clamp(wanted.Length / 4, 1, 3);
        int stem = LibraryStem(wanted);
        SortedSet<(int Distance, string Name)> near = new(Comparer<(int Distance, string Name)>.Create(
            (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : string.CompareOrdinal(a.Name, b.Name)));
        foreach (string name in names)
        {
            bool sameLibrary = stem > 0 && name.AsSpan().StartsWith(wanted.AsSpan(0, stem), StringComparison.Ordinal);
            int distance = sameLibrary ? 1 : Distance(wanted, name, limit);
            if (distance <= limit && !string.Equals(name, wanted, StringComparison.Ordinal) && near.Add((distance, name)) && near.Count > Most)
            {
                near.Remove(near.Max);
            }
        }

        return [.. near.Select(n => n.Name)];
    }

    // "so:libssl.so." of "so:libssl.so.1.1": other versions of one library are near, however they are numbered.
    private static int LibraryStem(string name)
    {
        int at = name.StartsWith("so:", StringComparison.Ordinal) ? name.IndexOf(".so.", StringComparison.Ordinal) : -1;
        return at < 0 ? 0 : at + ".so.".Length;
    }

    /// <summary>Changed, added and missing characters, ignoring case; more than <paramref name="limit"/> once it can't be less.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        Span<int> previous = stackalloc int[LongestName + 8];
        Span<int> current = stackalloc int[LongestName + 8];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            int least = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(previous[j - 1] + change, Math.Min(previous[j], current[j - 1]) + 1);
                least = Math.Min(least, current[j]);
            }

            if (least > limit)
            {
                return limit + 1;
            }

            Span<int> swap = previous;
            previous = current;
            current = swap;
        }

        return previous[b.Length];
    }
}
