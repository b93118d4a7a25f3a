using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Apk.Versions;

/// <summary>One dependency: <c>[!]name[@tag][op version]</c>.</summary>
public sealed record DependencyAtom
{
    private const string OperatorCharacters = "<>=~";

    /// <summary>The package name or provided name, such as <c>so:libc.so.6</c>.</summary>
    public required string Name { get; init; }

    /// <summary>True for <c>!name</c>: nothing that matches may be installed.</summary>
    public bool IsConflict { get; init; }

    /// <summary>The tag of a pinned repository; world atoms only.</summary>
    public string? Tag { get; init; }

    /// <summary>The bound.</summary>
    public VersionOperator Operator { get; init; }

    /// <summary>The version of the bound, or the <c>Q1</c> checksum for <see cref="VersionOperator.Checksum"/>; null without a bound.</summary>
    public string? Version { get; init; }

    /// <summary>Reads one atom.</summary>
    /// <exception cref="ApkException">The text is outside the grammar.</exception>
    public static DependencyAtom Parse(string text) =>
        TryParse(text, out DependencyAtom? atom) ? atom : throw new ApkException(ApkFault.InvalidName, $"'{MessageText.Shorten(text)}' is not a dependency.");

    /// <summary>Reads one atom; false when the text is outside the grammar.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DependencyAtom? atom)
    {
        atom = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        bool isConflict = text[0] == '!';
        int nameStart = isConflict ? 1 : 0;
        ReadOnlySpan<char> rest = text.AsSpan(nameStart);
        int nameLength = rest.IndexOfAny("@" + OperatorCharacters);
        if (nameLength < 0)
        {
            nameLength = rest.Length;
        }

        if (!PackageNames.IsValidDependency(rest[..nameLength]))
        {
            return false;
        }

        string name = nameLength == text.Length ? text : rest[..nameLength].ToString();
        rest = rest[nameLength..];
        if (!TryTakeTag(ref rest, out string? tag) || !TryReadBound(rest, out VersionOperator bound, out string? version))
        {
            return false;
        }

        atom = new DependencyAtom { Name = name, IsConflict = isConflict, Tag = tag, Operator = bound, Version = version };
        return true;
    }

    /// <summary>Whether a package or provide of this name with that version is within the bound, whatever <see cref="IsConflict"/> says.
    /// A provide without a version (null) is within no bound but <see cref="VersionOperator.Any"/>; a checksum is never answered by a version.</summary>
    public bool Admits(PackageVersion? version)
    {
        if (Operator == VersionOperator.Any)
        {
            return true;
        }

        if (version is null || Version is null || Operator == VersionOperator.Checksum)
        {
            return false;
        }

        bool fuzzy = Operator is VersionOperator.Fuzzy or VersionOperator.LessOrFuzzy or VersionOperator.GreaterOrFuzzy;
        int order = VersionText.Compare(version.ToString(), Version, fuzzy);
        return Operator switch
        {
            VersionOperator.Equal or VersionOperator.Fuzzy => order == 0,
            VersionOperator.Less => order < 0,
            VersionOperator.LessOrEqual or VersionOperator.LessOrFuzzy => order <= 0,
            VersionOperator.Greater => order > 0,
            VersionOperator.GreaterOrEqual or VersionOperator.GreaterOrFuzzy => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(version), Operator, "No such operator."),
        };
    }

    /// <summary>The atom in apk's notation.</summary>
    public override string ToString() =>
        (IsConflict ? "!" : "") + Name + (Tag is null ? "" : "@" + Tag) + VersionOperators.Text(Operator) + Version;

    private static bool TryTakeTag(ref ReadOnlySpan<char> rest, out string? tag)
    {
        tag = null;
        if (rest.IsEmpty || rest[0] != '@')
        {
            return true;
        }

        int length = rest.IndexOfAny(OperatorCharacters);
        ReadOnlySpan<char> text = length < 0 ? rest[1..] : rest[1..length];
        rest = length < 0 ? [] : rest[length..];
        tag = text.ToString();
        return PackageNames.IsValidTag(text);
    }

    private static bool TryReadBound(ReadOnlySpan<char> rest, out VersionOperator bound, out string? version)
    {
        (bound, version) = (VersionOperator.Any, null);
        if (rest.IsEmpty)
        {
            return true;
        }

        int length = rest.IndexOfAnyExcept(OperatorCharacters);
        if (length < 0 || VersionOperators.FromText(rest[..length]) is not VersionOperator found)
        {
            return false;
        }

        (bound, version) = (found, rest[length..].ToString());
        return found == VersionOperator.Checksum ? IsChecksum(version) : VersionText.IsValid(version);
    }

    // "Q1" and the base64 of 20 bytes.
    private static bool IsChecksum(string text) =>
        text.Length == 30 && text.StartsWith("Q1", StringComparison.Ordinal) && Base64.IsValid(text.AsSpan(2), out int bytes) && bytes == 20;
}
