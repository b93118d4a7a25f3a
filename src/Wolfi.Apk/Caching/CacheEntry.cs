namespace Wolfi.Apk.Caching;

/// <summary>One file of the cache.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastUse">When it was last used or written.</param>
internal sealed record CacheEntry(CacheEntryKind Kind, string Path, long Size, DateTimeOffset LastUse)
{
    /// <summary>Name of the file, which is a package's name among those that builds hold.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
