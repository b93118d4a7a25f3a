namespace Wolfi.Apk.Versions;

/// <summary>The table of operators and their spellings.</summary>
internal static class VersionOperators
{
    /// <summary>The operator of that spelling, or null: an unknown one never means "any version".</summary>
    public static VersionOperator? FromText(ReadOnlySpan<char> text) => text switch
    {
        "=" => VersionOperator.Equal,
        "<" => VersionOperator.Less,
        "<=" => VersionOperator.LessOrEqual,
        ">" => VersionOperator.Greater,
        ">=" => VersionOperator.GreaterOrEqual,
        "~" or "=~" or "~=" => VersionOperator.Fuzzy,
        "<~" => VersionOperator.LessOrFuzzy,
        ">~" => VersionOperator.GreaterOrFuzzy,
        "><" => VersionOperator.Checksum,
        _ => null,
    };

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
