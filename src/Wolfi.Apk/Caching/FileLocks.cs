namespace Wolfi.Apk.Caching;

/// <summary>
/// Locks between processes: flock on Linux and macOS, share modes on Windows. Each belongs to an open file and ends with its process, however that ends,
/// so that no process number is ever asked whether it still lives.
/// </summary>
internal static class FileLocks
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EAGAIN of Linux, EAGAIN of macOS, ERROR_SHARING_VIOLATION of Windows: what .NET leaves of each in an exception.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    /// <summary>A share of the lock, for as long as the stream is open; null while one holds it alone. The file is made when it is missing.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static FileStream? TryShare(string path) => TryOpen(path, new FileStreamOptions
    {
        // Readable is enough, and NFS takes a shared lock on nothing else.
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.Read,
        Share = FileShare.Read,
    });

    /// <summary>The lock alone, for as long as the stream is open; null while others hold or share it. The file is made when it is missing.</summary>
    /// <param name="path">The lock's file.</param>
    /// <param name="remove">Whether the file goes with the lock.</param>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static FileStream? TryTake(string path, bool remove) => TryOpen(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        Options = remove ? FileOptions.DeleteOnClose : FileOptions.None,
    });

    /// <summary>Removes a file that no process has open, or a link, whatever it points to.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemoveUnused(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                File.Delete(path);
                return true;
            }

            FileStreamOptions options = new() { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
            using FileStream? alone = TryOpen(path, options);
            return alone is not null;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether another open file could share a lock that is held alone: then locks do not work there.</summary>
    public static bool CouldShare(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            using FileStream? second = TryShare(path);
            return second is not null;
        }

        // The framework answers with an exception, of which a process's first takes milliseconds.
        return UnixFile.CouldShareLock(path);
    }

    /// <summary>Whether a file can't be opened because another process has it open.</summary>
    public static bool IsInUse(IOException exception) => InUse.Contains(exception.HResult);

    private static FileStream? TryOpen(string path, FileStreamOptions options)
    {
        options.BufferSize = 0;
        if (!OperatingSystem.IsWindows() && options.Mode == FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = OwnerFile;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (IsInUse(e))
        {
            return null;
        }
    }
}
