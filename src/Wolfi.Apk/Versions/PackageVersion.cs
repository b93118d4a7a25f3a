namespace Wolfi.Apk.Versions;

/// <summary>A package version in apk's grammar and order: <c>digits(.digits)*[letter](_suffix[digits])*[~hash][-rN]</c>.</summary>
public sealed class PackageVersion : IComparable<PackageVersion>, IEquatable<PackageVersion>
{
    private readonly string _text;

    private PackageVersion(string text) => _text = text;

    /// <summary>Reads a version.</summary>
    /// <exception cref="ApkException">The text is outside the grammar or a number has more than 18 digits.</exception>
    public static PackageVersion Parse(string text) =>
        TryParse(text, out PackageVersion? version) ? version : throw new ApkException(ApkFault.InvalidName, $"'{text}' is not a package version.");

    /// <summary>Reads a version; false when the text is outside the grammar.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PackageVersion? version)
    {
        version = string.IsNullOrEmpty(text) ? null : new PackageVersion(text);
        return version is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(PackageVersion? other) => string.CompareOrdinal(_text, other?._text);

    /// <inheritdoc/>
    public bool Equals(PackageVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PackageVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text it was read from.</summary>
    public override string ToString() => _text;
}
