using System.Buffers;
using System.Security.Cryptography;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.AppPackages;

/// <summary>Reads a published file once: hash, kind, and whether it gives a private key away.</summary>
internal static class FileInspector
{
    private const int ChunkBytes = 128 * 1024;

    /// <summary>Reads the file, unless it is known.</summary>
    /// <param name="app">The app.</param>
    /// <param name="file">Its file, which must be fit to ship even where it is known.</param>
    /// <param name="known">What a file with the content that this build has hashed was found to be; null where that is not known.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WolfiException">It can't be read, or holds a private key.</exception>
    public static InspectedFile Inspect(PublishedApp app, PublishedFile file, InspectedFile? known, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream stream = PublishedFileReader.OpenShipped(app, file);
            if (known is not null && known.Size == stream.Length)
            {
                return known;
            }

            ElfScan elf = ElfReader.Read(stream);
            stream.Position = 0;
            (long size, string hash, string sha1) = Read(stream, file.RelativePath, cancellationToken);
            return new InspectedFile(size, hash, sha1, elf.File is { IsProgram: true }, elf is not ElfScan.NotElf);
        }
        catch (IOException e)
        {
            throw AppErrors.UnreadableFile.Fail(e, file.RelativePath, e.Message);
        }
    }

    private static (long Size, string Hash, string Sha1) Read(FileStream stream, string name, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash sha1 = FileChecksums.Begin();
        PrivateKeyScanner keys = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long size = 0;
            for (int read; (read = stream.Read(buffer)) > 0; size += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                sha1.AppendData(buffer, 0, read);
                keys.Feed(buffer.AsSpan(0, read));
            }

            keys.Complete();
            return keys.Found ? throw AppErrors.PrivateKey.Fail(name) : (size, Convert.ToHexStringLower(hash.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()));
        }
        finally
        {
            // What passed through may be somebody's secret.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
