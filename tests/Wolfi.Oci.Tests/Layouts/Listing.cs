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

    /// <summary>Relative paths of all files and folders with their modes; nothing where there are no modes.</summary>
    public static string[] Modes(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        List<string> lines = [];
        foreach (string path in Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            lines.Add($"{Path.GetRelativePath(folder, path)} {Convert.ToString((int)File.GetUnixFileMode(path), 8)}");
        }

        return [.. lines];
    }
}
