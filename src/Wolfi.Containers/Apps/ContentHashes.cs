using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace Wolfi.Containers.Apps;

/// <summary>SHA-256 of files' contents; each file is read once, however often one build asks.</summary>
public sealed class ContentHashes
{
    private const string Missing = "missing";
    private const int ChunkBytes = 128 * 1024;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The hash in lower-case hexadecimal, or another text for a file that is not there: that has its own error where it is used.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal string Of(string path) => _known.GetOrAdd(path, HashOf);

    /// <summary>Reads files that are not known yet, on all processors.</summary>
    /// <exception cref="IOException">A file can't be read: of several the first in their order, whichever processor was the faster one.</exception>
    internal void ReadAll(ImmutableArray<PublishedFile> files, CancellationToken cancellationToken)
    {
        Exception?[] faults = new Exception?[files.Length];
        int next = -1;

        // One after the other as each gets done: files are of very different sizes.
        Parallel.For(0, Math.Min(files.Length, Environment.ProcessorCount), new ParallelOptions { CancellationToken = cancellationToken }, _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < files.Length && !cancellationToken.IsCancellationRequested;)
            {
                try
                {
                    Of(files[i].FullPath);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    faults[i] = e;
                }
            }
        });
        cancellationToken.ThrowIfCancellationRequested();
        if (faults.FirstOrDefault(fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>The hash of a file that is there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal string? TryGet(PublishedFile file) => Of(file.FullPath) is var hash && hash != Missing ? hash : null;

    /// <summary>The hash of one file, or another text for one that is not there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    internal static string HashOf(string path)
    {
        if (!File.Exists(path))
        {
            return Missing;
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return HashOf(stream);
    }

    /// <summary>The hash of what is left of a stream, which is read in large pieces: SHA-256 is faster than many small reads.</summary>
    internal static string HashOf(Stream stream)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        int used = 0;
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0; used = Math.Max(used, read))
            {
                hash.AppendData(buffer, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            // What passed through may be somebody's secret.
            buffer.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
