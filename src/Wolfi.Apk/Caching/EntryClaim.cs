namespace Wolfi.Apk.Caching;

/// <summary>
/// The right to fetch one entry, <c>temporary/claim-NAME</c>: other processes that want the same entry wait for it and find it in place. It keeps nobody from
/// any other entry, ends with its process, and is no more than a courtesy: entries are moved into place whole, so that two who fetch one do no harm.
/// </summary>
internal static class EntryClaim
{
    // A server may ask for a pause of half a minute, and be silent for another before that counts as an end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Claims the entry, after the process that has claimed it has ended its work or itself.</summary>
    /// <returns>The claim; null to go on without one, because its owner makes no headway or because there can be none.</returns>
    public static async Task<FileStream?> TakeAsync(string temporaryFolder, string entryName, TimeProvider time, CancellationToken cancellationToken)
    {
        string path = Path.Combine(temporaryFolder, "claim-" + entryName);
        TimeSpan pause = ShortestPause;
        (int Files, long Bytes) progress = default;
        long since = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (FileLocks.TryTake(path, remove: true) is FileStream claim)
                {
                    return claim;
                }

                (int, long) now = Progress(temporaryFolder, entryName);
                if (now != progress)
                {
                    progress = now;
                    since = time.GetTimestamp();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Who can't claim can't write either, and is told so then.
                return null;
            }

            if (time.GetElapsedTime(since) > Patience)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // What the owner has written so far of the entry.
    private static (int Files, long Bytes) Progress(string temporaryFolder, string entryName)
    {
        int files = 0;
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(temporaryFolder).EnumerateFiles(entryName + ".*"))
        {
            files++;
            bytes += file.Exists ? file.Length : 0;
        }

        return (files, bytes);
    }
}
