using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>A disk of a few files and links.</summary>
internal sealed class MemoryFiles : ISettingsFiles
{
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly HashSet<string> _folders = [];

    public MemoryFiles Add(string path, string text = "")
    {
        _files[path] = text;
        return this;
    }

    public MemoryFiles AddFolder(string path)
    {
        _folders.Add(path);
        return this;
    }

    public MemoryFiles AddLink(string path, string target)
    {
        _links[path] = target;
        return this;
    }

    public bool FileExists(string path) => _files.ContainsKey(FinalPath(path));

    public bool FolderExists(string path) => _folders.Contains(path);

    public string FinalPath(string path) => _links.GetValueOrDefault(path, path);

    public string ReadText(string path, int limit) =>
        _files.TryGetValue(path, out string? text) && text.Length <= limit ? text : throw new IOException("too large or not there");
}
