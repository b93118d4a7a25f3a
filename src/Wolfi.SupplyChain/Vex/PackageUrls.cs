namespace Wolfi.SupplyChain.Vex;

/// <summary>Package URLs as VEX documents need them.</summary>
internal static class PackageUrls
{
    public static bool Is(string text) => text.StartsWith("pkg:", StringComparison.Ordinal) && text.IndexOf('/', StringComparison.Ordinal) > "pkg:".Length;

    public static bool IsImage(string text) => text.StartsWith("pkg:oci/", StringComparison.Ordinal);

    /// <summary>Without qualifiers and subpath: each qualifier that a document names must be in what a scanner found, with the same value.</summary>
    public static string Bare(string url) => url.Split('?', '#')[0];
}
