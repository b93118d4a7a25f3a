namespace Wolfi.Apk.Caching;

/// <summary>Finds what is in a cache folder. What lies there under other names than the cache gives is not the cache's: it is neither counted nor removed.</summary>
internal static class CacheContents
{
    /// <summary>All entries, in no order.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>.</exception>
    public static List<CacheEntry> Read(string cacheFolder)
    {
        try
        {
            return
            [
                .. Below(PackageCache.PackagesFolder(cacheFolder)).SelectMany(Files).Where(IsPackage).Select(file => Entry(CacheEntryKind.Package, file)),
                .. Below(DerivedStore.FolderIn(cacheFolder)).SelectMany(Files).Where(IsDerived).Select(file => Entry(CacheEntryKind.Derived, file)),
                .. Files(new DirectoryInfo(PackageCache.TemporaryFolder(cacheFolder))).Select(file => Entry(CacheEntryKind.Temporary, file)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkException(ApkFault.CacheRefused, $"The cache folder '{cacheFolder}' can't be read: {MessageText.Shorten(e.Message)}", e);
        }
    }

    private static bool IsPackage(FileInfo file) => PackageCache.TryParseEntryName(file.Name, out _, out _) && file.Name.StartsWith(file.Directory!.Name, StringComparison.Ordinal);

    private static bool IsDerived(FileInfo file) => DerivedStore.IsKind(file.Directory!.Name) && DerivedStore.IsName(file.Name);

    private static IEnumerable<DirectoryInfo> Below(string folder)
    {
        DirectoryInfo info = new(folder);
        return IsThere(info) ? info.EnumerateDirectories().Where(IsThere) : [];
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => IsThere(folder) ? folder.EnumerateFiles() : [];

    // Links are followed nowhere.
    private static bool IsThere(DirectoryInfo folder) => folder.Exists && folder.LinkTarget is null;

    private static CacheEntry Entry(CacheEntryKind kind, FileInfo file) =>
        new(kind, file.FullName, file.Exists ? file.Length : 0, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
}
