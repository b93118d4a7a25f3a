namespace Wolfi.Apk.Versions;

/// <summary>The grammar of names. Package names become file names and parts of URLs: check them before that.</summary>
public static class PackageNames
{
    // Bits of the characters 0 to 63 ('+', '-', '.', digits) and 64 to 127 (letters, '_').
    private const ulong BelowAt = 0x03FF_6800_0000_0000;
    private const ulong FromAt = 0x07FF_FFFE_87FF_FFFE;

    /// <summary>Whether the text may name a package: <c>[A-Za-z0-9][A-Za-z0-9._+-]*</c>, at most 128 characters.</summary>
    public static bool IsValidPackage(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!IsPackageCharacter(c))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= Limits.PackageNameLength && char.IsAsciiLetterOrDigit(name[0]);
    }

    /// <summary>The same of a text in UTF-8.</summary>
    internal static bool IsValidPackage(ReadOnlySpan<byte> name)
    {
        foreach (byte b in name)
        {
            if (!IsPackageCharacter(b))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= Limits.PackageNameLength && char.IsAsciiLetterOrDigit((char)name[0]);
    }

    /// <summary>Whether the text may stand in a dependency or a provide: also <c>, : / [ ]</c>, at most 1024 characters.</summary>
    public static bool IsValidDependency(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!IsPackageCharacter(c) && c is not (',' or ':' or '/' or '[' or ']'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= Limits.DependencyNameLength;
    }

    /// <summary>Whether the text may be a repository's tag: the characters of package names.</summary>
    public static bool IsValidTag(ReadOnlySpan<char> tag) => IsValidPackage(tag);

    // Names are short and there are many: a look at two bit maps is as quick as a search over vectors, and needs nothing made before.
    private static bool IsPackageCharacter(uint c) => c < 128 && (((c < 64 ? BelowAt : FromAt) >> (int)c) & 1) != 0;
}
