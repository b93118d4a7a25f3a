namespace Wolfi.Apk.Versions;

/// <summary>Walks over a version's tokens without allocating: <c>digits(.digits)*[letter](_suffix[digits])*[~hash][-rN]</c>.</summary>
internal ref struct VersionTokens
{
    /// <summary>The rank of a version that has no suffix: suffixes below it make a version smaller.</summary>
    public const int NoSuffixRank = 4;

    private ReadOnlySpan<char> _rest;

    public VersionTokens(ReadOnlySpan<char> text)
    {
        _rest = text;
        TakeDigits(VersionTokenKind.FirstNumber);
    }

    /// <summary>The current token's kind.</summary>
    public VersionTokenKind Kind { get; private set; }

    /// <summary>A number's value, a letter's code or a suffix' rank.</summary>
    public long Value { get; private set; }

    /// <summary>A number's digits or a hash.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Whether the current token is a suffix of a version before the release.</summary>
    public readonly bool IsPreRelease => Kind == VersionTokenKind.Suffix && Value < NoSuffixRank;

    /// <summary>Goes to the next token.</summary>
    public void Next()
    {
        if (_rest.IsEmpty)
        {
            Kind = VersionTokenKind.End;
            return;
        }

        char first = _rest[0];
        switch (first)
        {
            case >= 'a' and <= 'z' when Kind <= VersionTokenKind.Number:
                (Kind, Value) = (VersionTokenKind.Letter, first);
                _rest = _rest[1..];
                break;
            case '.' when Kind <= VersionTokenKind.Number:
                _rest = _rest[1..];
                TakeDigits(VersionTokenKind.Number);
                break;
            case >= '0' and <= '9' when Kind == VersionTokenKind.Suffix:
                TakeDigits(VersionTokenKind.SuffixNumber);
                break;
            case '_' when Kind <= VersionTokenKind.SuffixNumber:
                TakeSuffix();
                break;
            case '~' when Kind < VersionTokenKind.Hash:
                TakeHash();
                break;
            case '-' when Kind < VersionTokenKind.Revision && _rest.Length > 1 && _rest[1] == 'r':
                _rest = _rest[2..];
                TakeDigits(VersionTokenKind.Revision);
                break;
            default:
                Kind = VersionTokenKind.Invalid;
                break;
        }
    }

    private void TakeDigits(VersionTokenKind kind)
    {
        int length = 0;
        long value = 0;
        while (length < _rest.Length && _rest[length] is >= '0' and <= '9')
        {
            // Where apk would wrap at 64 bits, nothing is read: see Limits.VersionNumberDigits.
            if (length == Limits.VersionNumberDigits)
            {
                Kind = VersionTokenKind.Invalid;
                return;
            }

            value = (value * 10) + (_rest[length] - '0');
            length++;
        }

        Kind = length == 0 ? VersionTokenKind.Invalid : kind;
        Value = value;
        Text = _rest[..length];
        _rest = _rest[length..];
    }

    private void TakeSuffix()
    {
        int length = 1;
        while (length < _rest.Length && _rest[length] is >= 'a' and <= 'z')
        {
            length++;
        }

        Value = _rest[1..length] switch
        {
            "alpha" => 0,
            "beta" => 1,
            "pre" => 2,
            "rc" => 3,
            "cvs" => 5,
            "svn" => 6,
            "git" => 7,
            "hg" => 8,
            "p" => 9,
            _ => -1,
        };
        Kind = Value < 0 ? VersionTokenKind.Invalid : VersionTokenKind.Suffix;
        _rest = _rest[length..];
    }

    private void TakeHash()
    {
        int length = 1;
        while (length < _rest.Length && char.IsAsciiHexDigitLower(_rest[length]))
        {
            length++;
        }

        Kind = length == 1 ? VersionTokenKind.Invalid : VersionTokenKind.Hash;
        Text = _rest[1..length];
        _rest = _rest[length..];
    }
}
