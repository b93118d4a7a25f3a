using Wolfi.Archives;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Layers;

/// <summary>
/// Reads a stored layer entry by entry, within bounds. What it returns is only to be trusted once <see cref="ReadNext"/> has returned
/// null: then the stored bytes were those of the blob's digest.
/// </summary>
public sealed class LayerReader : IDisposable
{
    private readonly LayerStream _stream;
    private readonly TarReader _tar;

    /// <summary>Opens a layer.</summary>
    /// <exception cref="OciException">It can't be opened, or its media type is none that is inflated here.</exception>
    public LayerReader(BlobSource blob, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(mediaType);
        _stream = new LayerStream(blob, mediaType);
        _tar = new TarReader(_stream, new TarLimits(Limits.LayerEntries));
    }

    /// <summary>Digest of the uncompressed tar, once all was read; else null.</summary>
    public Digest? DiffId { get; private set; }

    /// <summary>Bytes of the uncompressed tar read so far.</summary>
    public long UncompressedSize => _stream.Length;

    /// <summary>The next entry, or null at the end, when the layer turned out to be the one that its digest names.</summary>
    /// <exception cref="OciException">The layer is damaged, too large, or not the one that its digest names.</exception>
    public LayerItem? ReadNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (DiffId is not null)
        {
            return null;
        }

        try
        {
            if (_tar.ReadEntry() is { } entry)
            {
                return ItemOf(entry);
            }
        }
        catch (ArchiveException exception)
        {
            throw _stream.Fault(exception);
        }

        DiffId = _stream.Finish(cancellationToken);
        return null;
    }

    /// <summary>The whole content of the current entry.</summary>
    /// <param name="limit">The most bytes to read.</param>
    /// <exception cref="OciException">The layer is damaged, or the content is larger.</exception>
    public byte[] ReadContent(int limit)
    {
        try
        {
            return _tar.ReadContentToEnd(limit);
        }
        catch (ArchiveException exception)
        {
            throw _stream.Fault(exception);
        }
    }

    /// <summary>Writes the rest of the current entry's content.</summary>
    /// <exception cref="OciException">The layer is damaged.</exception>
    /// <exception cref="IOException">The destination refuses.</exception>
    public void CopyContentTo(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        while (NextPiece() is { IsEmpty: false } piece)
        {
            destination.Write(piece);
        }
    }

    private ReadOnlySpan<byte> NextPiece()
    {
        try
        {
            return _tar.ReadContent();
        }
        catch (ArchiveException exception)
        {
            throw _stream.Fault(exception);
        }
    }

    /// <summary>Closes the blob.</summary>
    public void Dispose() => _stream.Dispose();

    private static LayerItem ItemOf(TarEntry entry) => new()
    {
        Path = PathOf(entry.Path),
        Kind = KindOf(entry.TypeFlag),
        Mode = entry.Mode,
        Uid = entry.Uid,
        Gid = entry.Gid,
        ModificationTime = entry.ModificationTime,
        Size = entry.Size,
        LinkTarget = entry.LinkPath.Length > 0 ? entry.LinkPath : null,
    };

    private static string PathOf(string stored)
    {
        ReadOnlySpan<char> path = stored.AsSpan().TrimEnd('/');
        while (path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("/", StringComparison.Ordinal))
        {
            path = path[(path[0] == '/' ? 1 : 2)..];
        }

        return path is "." ? "" : path.ToString();
    }

    private static LayerEntryKind KindOf(byte type) => type switch
    {
        TarTypes.Directory => LayerEntryKind.Directory,
        TarTypes.File or TarTypes.OldFile => LayerEntryKind.File,
        TarTypes.SymbolicLink => LayerEntryKind.SymbolicLink,
        TarTypes.HardLink => LayerEntryKind.HardLink,
        _ => LayerEntryKind.Other,
    };
}
