namespace Wolfi.Apk.Caching;

/// <summary>
/// The one lock of a whole cache folder: shared for the moment in which a build notes what it uses, held alone while entries are removed.
/// Nobody holds it over a download, and whoever wants it alone does not wait in the way of the others.
/// </summary>
internal static class CacheGate
{
    private const string FileName = "lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits while another process removes entries, and keeps the next from it until the result is disposed.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheBusy"/>.</exception>
    /// <exception cref="IOException">The lock's file can't be opened.</exception>
    public static FileStream Share(string cacheFolder, TimeProvider time, CancellationToken cancellationToken) =>
        Wait(cacheFolder, FileLocks.TryShare, Patience, time, cancellationToken)
        ?? throw Busy(cacheFolder, $"is being cleared by another process, which did not go on for {Patience.TotalSeconds:0} seconds");

    /// <summary>Keeps everybody else from noting what they use, until the result is disposed.</summary>
    /// <param name="cacheFolder">The cache.</param>
    /// <param name="patience">How long to try: others share the lock for moments only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheBusy"/>.</exception>
    /// <exception cref="IOException">The lock's file can't be opened.</exception>
    public static FileStream Close(string cacheFolder, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        FileStream alone = Wait(cacheFolder, path => FileLocks.TryTake(path, remove: false), patience, time, cancellationToken)
            ?? throw Busy(cacheFolder, $"was in use by other processes for {patience.TotalSeconds:0} seconds without a pause");

        // A lock that can be had twice is none: it could not show what other builds use.
        if (!FileLocks.CouldShare(alone.Name))
        {
            return alone;
        }

        alone.Dispose();
        throw Busy(cacheFolder, "lies on a file system without file locks (or DOTNET_SYSTEM_IO_DISABLEFILELOCKING is set): what running builds use can't be told");
    }

    private static FileStream? Wait(
        string cacheFolder, Func<string, FileStream?> tryOpen, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        string path = Path.Combine(cacheFolder, FileName);
        long start = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (tryOpen(path) is FileStream stream)
            {
                return stream;
            }

            if (time.GetElapsedTime(start) > patience)
            {
                return null;
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
        }
    }

    private static ApkException Busy(string folder, string why) => new(ApkFault.CacheBusy, $"The cache folder '{folder}' {why}.");
}
