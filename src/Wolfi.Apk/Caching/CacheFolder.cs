namespace Wolfi.Apk.Caching;

/// <summary>One folder of the cache: made for its owner alone, and refused when another user could have put something there.</summary>
internal static class CacheFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // EROFS, what .NET leaves of it in an exception.
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Makes the folder when it is missing, and checks it.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else if (!Path.Exists(folder))
            {
                Directory.CreateDirectory(folder, OwnerOnly);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(folder, $"can't be made ({MessageText.Shorten(e.Message)})", e);
        }

        Check(folder);
    }

    /// <summary>Whether the folder is there; then it is checked.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>.</exception>
    public static bool IsThere(string folder)
    {
        if (!Path.Exists(folder))
        {
            return false;
        }

        Check(folder);
        return true;
    }

    /// <summary>Whether the path is a regular file of this user, and no link.</summary>
    public static bool IsOwnFile(string path)
    {
        FileInfo file = new(path);
        return file.Exists
            && file.LinkTarget is null
            && (!OperatingSystem.IsLinux() || (UnixFile.Look(path) is UnixFileStatus { IsFile: true } status && status.Owner == UnixFile.CurrentUser));
    }

    /// <summary>Whether the exception says that nothing at all can be written there.</summary>
    public static bool IsReadOnly(Exception exception) => exception is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };

    private static void Check(string folder)
    {
        DirectoryInfo info = new(folder);
        if (info.LinkTarget is not null)
        {
            throw Refused(folder, "is a link");
        }

        if (!info.Exists)
        {
            throw Refused(folder, "is no folder");
        }

        if (!OperatingSystem.IsWindows() && (info.UnixFileMode & WritableByOthers) != 0)
        {
            throw Refused(folder, "can be written to by other users");
        }

        if (OperatingSystem.IsLinux() && UnixFile.Look(folder) is UnixFileStatus status && status.Owner != UnixFile.CurrentUser)
        {
            throw Refused(folder, "belongs to another user");
        }
    }

    private static ApkException Refused(string folder, string why, Exception? inner = null) =>
        new(ApkFault.CacheRefused, $"The cache folder '{folder}' {why}.", inner);
}
