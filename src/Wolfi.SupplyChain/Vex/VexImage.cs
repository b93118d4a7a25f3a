namespace Wolfi.SupplyChain.Vex;

/// <summary>The image that statements are to be about.</summary>
/// <param name="Repository">Its repository, without a registry or with one; the last part is its name.</param>
/// <param name="Digest">Digest of its manifest, 64 lower-case hexadecimal digits.</param>
public sealed record VexImage(string Repository, string Digest)
{
    /// <summary>The name in package URLs.</summary>
    public string Name => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>Its package URL: without qualifiers, since scanners demand each of them to be equal.</summary>
    public string Url => $"pkg:oci/{Name}@sha256%3A{Digest}";

    /// <summary>Whether a package URL means this image: its name, and no digest or this one. A tag says nothing of a digest.</summary>
    internal bool Is(string url)
    {
        string[] parts = PackageUrls.Bare(url)["pkg:oci/".Length..].Split('@', 2);
        string version = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        return parts[0] == Name && (!version.StartsWith("sha256:", StringComparison.Ordinal) || version == "sha256:" + Digest);
    }
}
