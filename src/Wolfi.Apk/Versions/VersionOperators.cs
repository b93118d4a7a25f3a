namespace Wolfi.Apk.Versions;

/// <summary>The table of operators and their spellings.</summary>
internal static class VersionOperators
{
    private const int Less = 1;
    private const int Equal = 2;
    private const int Greater = 4;
    private const int Fuzzy = 8;

    /// <summary>The operator of that spelling, or null: an unknown one never means "any version".
    /// As in apk the order of the characters does not count, nor their repetition: real indexes hold <c>==</c>.</summary>
    public static VersionOperator? FromText(ReadOnlySpan<char> text)
    {
        if (text is "><")
        {
            return VersionOperator.Checksum;
        }

        int characters = 0;
        foreach (char c in text)
        {
            characters |= c switch { '<' => Less, '=' => Equal, '>' => Greater, '~' => Fuzzy, _ => throw new ArgumentOutOfRangeException(nameof(text)) };
        }

        return characters switch
        {
            Equal => VersionOperator.Equal,
            Less => VersionOperator.Less,
            Less | Equal => VersionOperator.LessOrEqual,
            Greater => VersionOperator.Greater,
            Greater | Equal => VersionOperator.GreaterOrEqual,
            Fuzzy or (Fuzzy | Equal) => VersionOperator.Fuzzy,
            Less | Fuzzy or (Less | Fuzzy | Equal) => VersionOperator.LessOrFuzzy,
            Greater | Fuzzy or (Greater | Fuzzy | Equal) => VersionOperator.GreaterOrFuzzy,
            _ => null,
        };
    }

    /// <summary>The operator's first spelling; empty for <see cref="VersionOperator.Any"/>.</summary>
    public static string Text(VersionOperator bound) => bound switch
    {
        VersionOperator.Any => "",
        VersionOperator.Equal => "=",
        VersionOperator.Less => "<",
        VersionOperator.LessOrEqual => "<=",
        VersionOperator.Greater => ">",
        VersionOperator.GreaterOrEqual => ">=",
        VersionOperator.Fuzzy => "~",
        VersionOperator.LessOrFuzzy => "<~",
        VersionOperator.GreaterOrFuzzy => ">~",
        VersionOperator.Checksum => "><",
        _ => throw new ArgumentOutOfRangeException(nameof(bound)),
    };
}
