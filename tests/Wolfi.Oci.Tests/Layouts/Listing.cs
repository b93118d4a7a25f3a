namespace Wolfi.Oci.Tests.Layouts;

/// <summary>What a folder holds: relative paths, and the digest of each file.</summary>
internal static class Listing
{
    public static string[] Of(string folder) =>
    [
        .. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path) + (File.Exists(path) ? " " + Digest.Of(File.ReadAllBytes(path)) : ""))
            .Order(StringComparer.Ordinal),
    ];
}
