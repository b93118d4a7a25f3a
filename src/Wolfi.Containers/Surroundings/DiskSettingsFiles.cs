using System.Text;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>The real disk.</summary>
internal sealed class DiskSettingsFiles : ISettingsFiles
{
    public bool FileExists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);

    /// <summary>Follows links from the root down, since any folder on the way may be one.</summary>
    public string FinalPath(string path)
    {
        string? root = Path.GetPathRoot(path);
        string here = root ?? "";
        foreach (string part in path[here.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(here, part);
            here = Target(next) ?? next;
        }

        return here;
    }

    public string ReadText(string path, int limit)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > limit)
        {
            throw new IOException($"The file has {stream.Length} bytes; {limit} are accepted.");
        }

        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string? Target(string path)
    {
        try
        {
            FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            return info.LinkTarget is null ? null : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
