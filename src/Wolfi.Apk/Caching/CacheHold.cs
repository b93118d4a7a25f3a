using System.Text;

namespace Wolfi.Apk.Caching;

/// <summary>
/// The names of the entries that one running build uses, in a file of its own, <c>holds/NAME</c>: they stay while the build has the file open.
/// What a killed build held is free at once.
/// </summary>
internal sealed class CacheHold : IDisposable
{
    private const FileShare WithOthers = FileShare.ReadWrite | FileShare.Delete;

    private readonly FileStream _names;
    private readonly FileStream _signOfLife;

    private CacheHold(FileStream names, FileStream signOfLife)
    {
        _names = names;
        _signOfLife = signOfLife;
    }

    /// <summary>Folder of all holds.</summary>
    public static string FolderIn(string cacheFolder) => Path.Combine(cacheFolder, "holds");

    /// <summary>Begins to hold entries. The caller shares the gate.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static CacheHold Create(string cacheFolder)
    {
        string path = Path.Combine(FolderIn(cacheFolder), TemporaryEntry.UniqueName());
        FileStream names = new(path, FileMode.CreateNew, FileAccess.Write, WithOthers, bufferSize: 0);
        try
        {
            // A second handle, as NFS takes no shared lock on one that is written to.
            return new CacheHold(names, new FileStream(path, FileMode.Open, FileAccess.Read, WithOthers, bufferSize: 0));
        }
        catch
        {
            names.Dispose();
            PackageCache.Remove(path);
            throw;
        }
    }

    /// <summary>Holds one more entry, whether it is there yet or not. The caller shares the gate.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Add(string entryName) => _names.Write(Encoding.UTF8.GetBytes(entryName + "\n"));

    /// <summary>The names of all entries that builds hold which are still running. The caller has the gate alone.</summary>
    public static HashSet<string> ReadAll(string cacheFolder)
    {
        HashSet<string> held = new(StringComparer.Ordinal);
        DirectoryInfo folder = new(FolderIn(cacheFolder));
        foreach (FileInfo file in folder.Exists ? folder.EnumerateFiles() : [])
        {
            if (!FileLocks.TryRemoveUnused(file.FullName))
            {
                held.UnionWith(ReadNames(file.FullName));
            }
        }

        return held;
    }

    /// <summary>Ends the hold.</summary>
    public void Dispose()
    {
        PackageCache.Remove(_names.Name);
        _names.Dispose();
        _signOfLife.Dispose();
    }

    private static string[] ReadNames(string path)
    {
        try
        {
            using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, WithOthers));
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (FileNotFoundException)
        {
            // Its build ends just now.
            return [];
        }
    }
}
