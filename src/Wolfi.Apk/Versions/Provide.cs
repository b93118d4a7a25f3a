using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Apk.Versions;

/// <summary>A name that a package provides, with a version (acts like a package of that name) or without (virtual).</summary>
public sealed record Provide(string Name, PackageVersion? Version)
{
    /// <summary>Reads <c>name</c> or <c>name=version</c>.</summary>
    /// <exception cref="ApkException">The text is outside the grammar.</exception>
    public static Provide Parse(string text) =>
        TryParse(text, out Provide? provide) ? provide : throw new ApkException(ApkFault.InvalidName, $"'{MessageText.Shorten(text)}' is not a provide.");

    /// <summary>Reads <c>name</c> or <c>name=version</c>; false when the text is outside the grammar.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Provide? provide)
    {
        provide = null;
        if (text is null)
        {
            return false;
        }

        // Wolfi has provides such as '!py3.10-numpy-2.1'; apk reads them as if the mark were not there.
        int start = text.StartsWith('!') ? 1 : 0;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text[start..] : text[start..Math.Max(start, equals)];
        PackageVersion? version = null;
        if (!PackageNames.IsValidDependency(name) || (equals >= 0 && !PackageVersion.TryParse(text[(equals + 1)..], out version)))
        {
            return false;
        }

        provide = new Provide(name, version);
        return true;
    }

    /// <summary>The provide in apk's notation.</summary>
    public override string ToString() => Version is null ? Name : $"{Name}={Version}";
}
