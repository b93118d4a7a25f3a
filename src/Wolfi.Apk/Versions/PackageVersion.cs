using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Apk.Versions;

/// <summary>A package version in apk's grammar and order: <c>digits(.digits)*[letter](_suffix[digits])*[~hash][-rN]</c>.
/// Equality follows the order, so <c>01.0</c> equals <c>1.0</c>; compare <see cref="ToString"/> where the spelling counts.</summary>
public sealed class PackageVersion : IComparable<PackageVersion>, IEquatable<PackageVersion>
{
    private readonly string _text;

    private PackageVersion(string text) => _text = text;

    /// <summary>Reads a version.</summary>
    /// <exception cref="ApkException">The text is outside the grammar or a number has more than 18 digits.</exception>
    public static PackageVersion Parse(string text) =>
        TryParse(text, out PackageVersion? version) ? version : throw new ApkException(ApkFault.InvalidName, $"'{MessageText.Shorten(text)}' is not a package version.");

    /// <summary>Reads a version; false when the text is outside the grammar.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageVersion? version)
    {
        version = text is not null && VersionText.IsValid(text) ? new PackageVersion(text) : null;
        return version is not null;
    }

    /// <summary>Whether the tokens of <paramref name="prefix"/> run out before they differ: <c>1.2.3</c> starts with <c>1.2</c>, <c>1.23</c> does not.</summary>
    public bool StartsWith(PackageVersion prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return VersionText.Compare(_text, prefix._text, fuzzy: true) == 0;
    }

    /// <inheritdoc/>
    public int CompareTo(PackageVersion? other) => other is null ? 1 : ReferenceEquals(this, other) ? 0 : VersionText.Compare(_text, other._text);

    /// <inheritdoc/>
    public bool Equals(PackageVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PackageVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => VersionText.Hash(_text);

    /// <summary>The text it was read from.</summary>
    public override string ToString() => _text;
}
