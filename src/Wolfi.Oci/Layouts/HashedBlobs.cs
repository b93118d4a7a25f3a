using System.Collections.Concurrent;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Layouts;

/// <summary>
/// Blobs of layouts that this process has just compared with their digests, so that a layout that keeps them need not be read again a moment later. A blob counts as
/// long as the file system says of its file what it said then (<see cref="FileStamp"/>): on Linux; elsewhere nothing is remembered.
/// </summary>
public sealed class HashedBlobs
{
    // The time of a change is as coarse as the kernel's clock: a file that changed just now could change again without showing it.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, FileStamp> _known = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>How many blobs a layout kept without reading them again.</summary>
    public int Kept => _kept;

    /// <summary>Hashes the large blobs of a layout, those that a layout in its place would keep; nothing fails.</summary>
    /// <param name="folder">The layout, whether it is there or not.</param>
    /// <param name="cancellationToken">Ends the work; what was hashed by then counts.</param>
    public void Hash(string folder, CancellationToken cancellationToken)
    {
        DirectoryInfo blobs = new(Path.Combine(folder, LayoutNames.Blobs, LayoutNames.Sha256));
        if (!blobs.Exists)
        {
            return;
        }

        foreach (FileInfo file in blobs.EnumerateFiles().Where(file => file.Length >= OciLayoutWriter.SmallestLink).OrderByDescending(file => file.Length))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            if (Digest.TryParse("sha256:" + file.Name, out Digest? digest))
            {
                Hash(file.FullName, digest, cancellationToken);
            }
        }
    }

    /// <summary>The stamp of a file whose content was compared with that digest; null where it was not, or has changed.</summary>
    internal FileStamp? Find(string path, Digest digest) =>
        Path.GetFileName(path) == digest.Hex && _known.TryGetValue(path, out FileStamp known) && FileStamp.TryRead(path) == known ? known : null;

    /// <summary>Counts a blob that was kept.</summary>
    internal void Count() => Interlocked.Increment(ref _kept);

    private void Hash(string path, Digest digest, CancellationToken cancellationToken)
    {
        if (FileStamp.TryRead(path) is not { } before || DateTimeOffset.FromUnixTimeMilliseconds(before.Changed / 1_000_000) > TimeProvider.System.GetUtcNow() - s_settled)
        {
            return;
        }

        try
        {
            BlobSource.FromWholeFile(path, before.Size, digest).Verify(cancellationToken);
        }
        catch (Exception e) when (e is OciException or OperationCanceledException)
        {
            // Whoever writes the layout finds the same, and writes the blob anew.
            return;
        }

        if (FileStamp.TryRead(path) == before)
        {
            _known[path] = before;
        }
    }
}
