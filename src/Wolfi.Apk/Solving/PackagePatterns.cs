using System.Collections.Immutable;

namespace Wolfi.Apk.Solving;

/// <summary>Name patterns of a repository: literal characters and <c>*</c>.</summary>
internal static class PackagePatterns
{
    /// <summary>How closely the patterns name <paramref name="name"/>: the literal characters of the closest pattern; 0 without patterns; -1 when none matches.</summary>
    public static int Closeness(ImmutableArray<string> patterns, string name)
    {
        if (patterns.IsDefaultOrEmpty)
        {
            return 0;
        }

        int closest = -1;
        foreach (string pattern in patterns)
        {
            if (Matches(pattern, name))
            {
                closest = Math.Max(closest, pattern.Length - pattern.AsSpan().Count('*'));
            }
        }

        return closest;
    }

    /// <summary>Whether the pattern matches the whole name; linear in practice, at most pattern times name.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0;
        int n = 0;
        int star = -1;
        int starName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starName = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                p = star + 1;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
