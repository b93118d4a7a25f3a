using System.Buffers;

namespace Wolfi.Apk.Versions;

/// <summary>The grammar of names. Package names become file names and parts of URLs: check them before that.</summary>
public static class PackageNames
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> PackageCharacters = SearchValues.Create(Alphanumeric + "._+-");
    private static readonly SearchValues<char> DependencyCharacters = SearchValues.Create(Alphanumeric + "._+-,:/[]");

    /// <summary>Whether the text may name a package: <c>[A-Za-z0-9][A-Za-z0-9._+-]*</c>, at most 128 characters.</summary>
    public static bool IsValidPackage(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= Limits.PackageNameLength && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(PackageCharacters);

    /// <summary>Whether the text may stand in a dependency or a provide: also <c>, : / [ ]</c>, at most 1024 characters.</summary>
    public static bool IsValidDependency(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= Limits.DependencyNameLength && !name.ContainsAnyExcept(DependencyCharacters);

    /// <summary>Whether the text may be a repository's tag: the characters of package names.</summary>
    public static bool IsValidTag(ReadOnlySpan<char> tag) => IsValidPackage(tag);
}
