namespace Wolfi.Apk.Tests.Caching;

/// <summary>The files below a folder, but for those by which running clients of its cache keep out of each other's way.</summary>
internal static class CacheFiles
{
    public static string[] Below(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock" && Path.GetFileName(Path.GetDirectoryName(file)) != "holds")];
}
