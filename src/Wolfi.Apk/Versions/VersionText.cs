namespace Wolfi.Apk.Versions;

/// <summary>The grammar and the order of versions, on their text.</summary>
internal static class VersionText
{
    /// <summary>Whether the text is a version.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Limits.VersionLength)
        {
            return false;
        }

        VersionTokens tokens = new(text);
        while (tokens.Kind < VersionTokenKind.End)
        {
            tokens.Next();
        }

        return tokens.Kind == VersionTokenKind.End;
    }

    /// <summary>Compares two valid versions token by token. With <paramref name="fuzzy"/>, a <paramref name="right"/> whose tokens run out first is equal.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool fuzzy = false)
    {
        VersionTokens a = new(left);
        VersionTokens b = new(right);
        while (a.Kind == b.Kind && a.Kind < VersionTokenKind.End)
        {
            int order = CompareTokens(in a, in b);
            if (order != 0)
            {
                return order;
            }

            a.Next();
            b.Next();
        }

        if (a.Kind == b.Kind || (fuzzy && b.Kind == VersionTokenKind.End))
        {
            return 0;
        }

        // They part here: a suffix of a version before the release loses; else the kind that comes first wins.
        return a.IsPreRelease ? -1 : b.IsPreRelease ? 1 : a.Kind > b.Kind ? -1 : 1;
    }

    /// <summary>A hash that is equal for versions that compare as equal (<c>01.0</c> and <c>1.0</c>).</summary>
    public static int Hash(ReadOnlySpan<char> text)
    {
        HashCode hash = default;
        for (VersionTokens tokens = new(text); tokens.Kind < VersionTokenKind.End; tokens.Next())
        {
            hash.Add(tokens.Kind);
            if (tokens.Kind is VersionTokenKind.Number or VersionTokenKind.Hash)
            {
                hash.Add(string.GetHashCode(tokens.Text, StringComparison.Ordinal));
            }
            else
            {
                hash.Add(tokens.Value);
            }
        }

        return hash.ToHashCode();
    }

    /// <summary>Writes a valid version so that versions that compare as equal, and no others, have the same bytes.</summary>
    /// <returns>How many bytes; not more than the version has.</returns>
    public static int Canonicalize(ReadOnlySpan<byte> version, Span<byte> canonical)
    {
        int count = 0;
        bool inHash = false;

        // Leading zeros count in numbers behind a dot, which compare as fractions, and nowhere else.
        bool skipZeros = true;
        for (int i = 0; i < version.Length; i++)
        {
            byte value = version[i];
            inHash = value == '~' || (inHash && value != '-');
            bool digit = char.IsAsciiDigit((char)value);
            if (value == '0' && skipZeros && i + 1 < version.Length && char.IsAsciiDigit((char)version[i + 1]))
            {
                continue;
            }

            skipZeros = !inHash && !digit && value != '.';
            canonical[count++] = value;
        }

        return count;
    }

    private static int CompareTokens(ref readonly VersionTokens a, ref readonly VersionTokens b) => a.Kind switch
    {
        VersionTokenKind.Hash => Math.Sign(a.Text.CompareTo(b.Text, StringComparison.Ordinal)),

        // A leading zero on either side makes them fractions: 1.01 < 1.1, 1.010 < 1.10.
        VersionTokenKind.Number when a.Text[0] == '0' || b.Text[0] == '0' => Math.Sign(a.Text.CompareTo(b.Text, StringComparison.Ordinal)),
        _ => a.Value.CompareTo(b.Value),
    };
}
