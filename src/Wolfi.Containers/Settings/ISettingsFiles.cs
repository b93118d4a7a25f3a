namespace Wolfi.Containers.Settings;

/// <summary>What settings ask of the disk. All paths are absolute.</summary>
public interface ISettingsFiles
{
    /// <summary>Whether a file is there.</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder is there.</summary>
    bool FolderExists(string path);

    /// <summary>The path with every link on the way followed; the path itself where nothing is there.</summary>
    string FinalPath(string path);

    /// <summary>The text of a small file.</summary>
    /// <exception cref="IOException">It can't be read, or has more bytes than the limit.</exception>
    string ReadText(string path, int limit);
}
