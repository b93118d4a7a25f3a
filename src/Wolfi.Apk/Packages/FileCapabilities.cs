using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>
/// Files that give whoever runs them capabilities (the extended attribute <c>security.capability</c>), as setuid programs give their owner's rights.
/// A package may have them only where the project names it with the file's path.
/// </summary>
public static class FileCapabilities
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "security.capability";

    /// <summary>The package's files that have capabilities, each as <c>PACKAGE:/path</c>, ordered by path.</summary>
    public static ImmutableArray<string> Of(ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return
        [
            .. package.Entries.Where(Has)
                .Select(entry => Name(package, entry))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the text names a package and a path, as <c>PACKAGE:/path</c>.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(":/", StringComparison.Ordinal);
        return colon > 0 && PackageNames.IsValidPackage(text.AsSpan(0, colon)) && PackagePaths.FindFault(text[(colon + 2)..]) is null;
    }

    /// <summary>Whether the entry has capabilities.</summary>
    internal static bool Has(PackageEntry entry) => entry.ExtendedAttributes.ContainsKey(Attribute);

    /// <exception cref="ApkException"><see cref="ApkFault.ForbiddenEntry"/>: a file has capabilities and is not named.</exception>
    internal static void Check(ApkPackage package, ImmutableArray<string> allowed, string input)
    {
        foreach (PackageEntry entry in package.Entries)
        {
            if (Has(entry) && !allowed.Contains(Name(package, entry), StringComparer.Ordinal))
            {
                throw new ApkException(
                    ApkFault.ForbiddenEntry,
                    $"{input}: the entry '{TarText.Printable(entry.Path)}' of the data has the extended attribute '{Attribute}', which no package may have unless the project allows '{Name(package, entry)}'.");
            }
        }
    }

    private static string Name(ApkPackage package, PackageEntry entry) => $"{package.Info.Name}:/{entry.Path}";
}
