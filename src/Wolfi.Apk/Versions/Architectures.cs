using System.Collections.Immutable;

namespace Wolfi.Apk.Versions;

/// <summary>The table of architectures: apk's name, OCI's and the one in .NET runtime identifiers.</summary>
public static class Architectures
{
    /// <summary>The architecture of packages that fit every machine.</summary>
    public const string Any = "noarch";

    /// <summary>All that images are made for.</summary>
    public static ImmutableArray<Architecture> All { get; } =
    [
        new Architecture("x86_64", "amd64", "x64"),
        new Architecture("aarch64", "arm64", "arm64"),
    ];

    /// <summary>The architecture of apk's name (<c>x86_64</c>), or null.</summary>
    public static Architecture? FromApk(string name) => Find(name, a => a.Apk);

    /// <summary>The architecture of OCI's name (<c>amd64</c>), or null.</summary>
    public static Architecture? FromOci(string name) => Find(name, a => a.Oci);

    /// <summary>The architecture of the last part of a .NET runtime identifier (<c>x64</c>), or null.</summary>
    public static Architecture? FromRuntimeIdentifier(string name) => Find(name, a => a.RuntimeIdentifier);

    /// <summary>Whether the text may be an architecture's name in a path or URL: lower-case letters, digits and underscores, at most 32.</summary>
    public static bool IsValidName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length is > 0 and <= 32;
    }

    /// <summary>Whether a package of the architecture <paramref name="package"/> may be installed where <paramref name="wanted"/> is wanted.</summary>
    public static bool Fits(string package, string wanted) =>
        string.Equals(package, wanted, StringComparison.Ordinal) || string.Equals(package, Any, StringComparison.Ordinal);

    private static Architecture? Find(string name, Func<Architecture, string> column)
    {
        foreach (Architecture architecture in All)
        {
            if (string.Equals(column(architecture), name, StringComparison.Ordinal))
            {
                return architecture;
            }
        }

        return null;
    }
}
