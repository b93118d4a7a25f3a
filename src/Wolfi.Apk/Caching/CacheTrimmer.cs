namespace Wolfi.Apk.Caching;

/// <summary>Brings the cache below its bound: what was used longest ago goes first, what a running build holds stays.</summary>
internal static class CacheTrimmer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Counts what was added and, where the bound is passed, makes room for a tenth of it, so that few builds have to. A fault of it fails no build.</summary>
    public static void Trim(PackageCache cache, long added)
    {
        try
        {
            using FileStream gate = CacheGate.Close(cache.Folder, Patience, cache.Time, CancellationToken.None);
            CacheTally? tally = CacheTally.TryRead(cache.Folder);
            DateTimeOffset now = cache.Time.GetUtcNow();
            long? kept = cache.Limit ?? tally?.Limit;
            long limit = kept ?? PackageCache.DefaultLimit;
            tally = tally is null || !tally.IsFresh(now) || tally.Bytes + added > limit
                ? new CacheTally(CountAndRemove(cache.Folder, limit), now, kept)
                : tally with { Bytes = tally.Bytes + added, Limit = kept };
            tally.Write(cache.Folder);
        }
        catch (Exception e) when (e is ApkException or IOException or UnauthorizedAccessException)
        {
            // The next build that adds something tries again.
        }
    }

    private static long CountAndRemove(string cacheFolder, long limit)
    {
        List<CacheEntry> entries = CacheContents.Read(cacheFolder);
        long bytes = entries.Sum(entry => entry.Size);
        if (bytes <= limit)
        {
            return bytes;
        }

        HashSet<string> held = CacheHold.ReadAll(cacheFolder);
        long target = limit - (limit / 10);
        foreach (CacheEntry entry in entries.OrderBy(entry => entry.LastUse).ThenBy(entry => entry.Path, StringComparer.Ordinal))
        {
            if (bytes <= target)
            {
                break;
            }

            if (TryRemove(entry, held))
            {
                bytes -= entry.Size;
            }
        }

        return bytes;
    }

    /// <summary>Removes an entry unless a running build uses it. The caller has the gate alone.</summary>
    public static bool TryRemove(CacheEntry entry, HashSet<string> held) =>
        !held.Contains(entry.Name) && FileLocks.TryRemoveUnused(entry.Path);
}
