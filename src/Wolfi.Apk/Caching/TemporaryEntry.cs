namespace Wolfi.Apk.Caching;

/// <summary>A file that is being written for the cache: removed unless it is moved into place.</summary>
internal sealed class TemporaryEntry : IDisposable
{
    private readonly string _path;
    private bool _moved;

    private TemporaryEntry(string path, FileStream stream)
    {
        _path = path;
        Stream = stream;
    }

    /// <summary>The content, for writing and reading.</summary>
    public FileStream Stream { get; }

    /// <summary>A file name that no other process makes at the same time.</summary>
    public static string UniqueName() => $"{Environment.ProcessId}-{Path.GetRandomFileName()}";

    /// <summary>Makes the file; its name begins with that of the entry that it becomes, by which others see how far it is.</summary>
    /// <exception cref="ApkException">The folder can't be written to.</exception>
    public static TemporaryEntry Create(string folder, string entryName)
    {
        string path = Path.Combine(folder, $"{entryName}.{UniqueName()}");
        try
        {
            // Nobody else opens it; while it is open, nobody removes it. What does not fit on the disk fails where it is written, not when the file is closed.
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new TemporaryEntry(path, new FileStream(path, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
    }

    /// <summary>Moves the whole file into place; a file that is there is replaced in one step.</summary>
    public void MoveTo(string path)
    {
        try
        {
            Stream.Flush();
            Stream.Dispose();
            CacheFolder.Prepare(Path.GetDirectoryName(path)!);
            File.Move(_path, path, overwrite: true);
            _moved = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path.GetDirectoryName(path)!, e);
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_moved)
        {
            PackageCache.Remove(_path);
        }
    }

    /// <summary>What to say when the disk is full or the folder can't be written to.</summary>
    public static ApkException Unwritable(string folder, Exception e) =>
        new(ApkFault.CacheRefused, $"The cache folder '{folder}' can't be written to: {MessageText.Shorten(e.Message)}", e);
}
