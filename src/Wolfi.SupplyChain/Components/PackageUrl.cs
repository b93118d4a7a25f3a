using System.Text;

namespace Wolfi.SupplyChain.Components;

/// <summary>Writes package URLs (purl-spec): <c>pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS</c>.</summary>
public static class PackageUrl
{
    /// <summary>The URL of a package of an apk distribution.</summary>
    /// <param name="distribution">The distribution's word for itself, such as <c>wolfi</c>.</param>
    /// <param name="name">Package name.</param>
    /// <param name="version">Package version.</param>
    /// <param name="architecture">apk's word for the architecture; null for what is the same on all of them.</param>
    public static string Apk(string distribution, string name, string version, string? architecture) =>
        architecture is null ? Write("apk", distribution, name, version) : Write("apk", distribution, name, version, ("arch", architecture));

    /// <summary>The URL of a NuGet package. Build metadata, which never makes another package, is left out.</summary>
    public static string NuGet(string id, string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Write("nuget", null, id, version.Split('+')[0]);
    }

    /// <summary>The URL of an image.</summary>
    /// <param name="repository">The repository, with registry where there is one; the purl's name is its last part in lower case.</param>
    /// <param name="digest">The manifest's digest.</param>
    /// <param name="architecture">OCI's word for the architecture; null for an index.</param>
    public static string Oci(string repository, string digest, string? architecture)
    {
        ArgumentNullException.ThrowIfNull(repository);
        string name = repository.Split('/')[^1].ToLowerInvariant();
        return architecture is null ? Write("oci", null, name, digest) : Write("oci", null, name, digest, ("arch", architecture));
    }

    /// <summary>The URL of something without a package manager.</summary>
    public static string Generic(string name, string? version) => Write("generic", null, name, version);

    private static string Write(string type, string? space, string name, string? version, params ReadOnlySpan<(string Name, string Value)> qualifiers)
    {
        StringBuilder url = new($"pkg:{type}/");
        if (space is not null)
        {
            url.Append(Encode(space)).Append('/');
        }

        url.Append(Encode(name));
        if (!string.IsNullOrEmpty(version))
        {
            url.Append('@').Append(Encode(version));
        }

        for (int i = 0; i < qualifiers.Length; i++)
        {
            url.Append(i == 0 ? '?' : '&').Append(qualifiers[i].Name).Append('=').Append(Encode(qualifiers[i].Value));
        }

        return url.ToString();
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
