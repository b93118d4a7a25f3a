using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Caching;

/// <summary>Tells whether an entry of a cache is what it should be: a package has the hashes that its name promises, a derived entry the user's mark.</summary>
internal sealed class CacheVerifier(string cacheFolder, DerivedKey key)
{
    private readonly DerivedStore _derived = new(cacheFolder, key);

    /// <summary>Whether an entry can be checked at all.</summary>
    public bool Knows(CacheEntry entry) => entry.Kind == CacheEntryKind.Package || (entry.Kind == CacheEntryKind.Derived && key.IsKept);

    /// <summary>What is wrong with an entry, as the end of a sentence; null when nothing is, or when it has gone.</summary>
    public string? FindFault(CacheEntry entry, CancellationToken cancellationToken)
    {
        if (!Path.Exists(entry.Path) && new FileInfo(entry.Path).LinkTarget is null)
        {
            return null;
        }

        if (entry.Kind == CacheEntryKind.Derived)
        {
            return _derived.IsSound(Path.GetFileName(Path.GetDirectoryName(entry.Path)!), entry.Name) ? null : "does not carry this user's mark";
        }

        try
        {
            return FindFaultOfPackage(entry, cancellationToken);
        }
        catch (ApkException e)
        {
            return $"is damaged ({e.Message.TrimEnd('.')})";
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"can't be read ({MessageText.Shorten(e.Message).TrimEnd('.')})";
        }
    }

    private static string? FindFaultOfPackage(CacheEntry entry, CancellationToken cancellationToken)
    {
        if (!CacheFolder.IsOwnFile(entry.Path))
        {
            return "is a link, or another user's";
        }

        if (!PackageCache.TryParseEntryName(entry.Name, out string checksum, out long size))
        {
            return "has no package's name";
        }

        using FileStream stream = new(entry.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        if (stream.Length != size)
        {
            return $"has {stream.Length} bytes in place of {size}";
        }

        string actual = ApkPackageReader.HashAgain(stream, "the package", cancellationToken);
        return actual == "Q1" + Convert.ToBase64String(Convert.FromHexString(checksum)) ? null : $"is another package (its checksum is {actual})";
    }
}
