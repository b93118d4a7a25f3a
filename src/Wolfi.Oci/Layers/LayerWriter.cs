using System.IO.Compression;
using Wolfi.Archives;

namespace Wolfi.Oci.Layers;

/// <summary>Writes layers: a tar in one gzip member, whose bytes are a function of the entries and their order alone.</summary>
public static class LayerWriter
{
    // Six of nine: what every builder uses. It is part of the layer's digest, so it never changes.
    private const CompressionLevel Level = CompressionLevel.Optimal;

    /// <summary>Writes a layer. Entries stand in the given order: directories before what they hold, hard links after their target.</summary>
    /// <param name="entries">The entries; every parent is among them.</param>
    /// <param name="output">Receives the stored bytes and stays open.</param>
    /// <param name="cancellationToken">Ends the work; the output is then incomplete.</param>
    /// <exception cref="OciException"><see cref="OciFault.MalformedLayer"/>: an entry can't stand where it does, or its content changed meanwhile.</exception>
    public static WrittenLayer Write(IReadOnlyList<LayerEntry> entries, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(output);
        LayerOrder order = new();
        using GzipMemberWriter gzip = new(output, Level);
        TarWriter tar = new(gzip);
        foreach (LayerEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            order.Demand(entry);
            Write(tar, entry, cancellationToken);
        }

        tar.EndArchive();
        WrittenMember member = gzip.Complete();
        return new WrittenLayer(Digest.FromHex(member.Sha256), Digest.FromHex(member.ContentSha256), member.Size, member.ContentSize);
    }

    private static void Write(TarWriter tar, LayerEntry entry, CancellationToken cancellationToken)
    {
        TarEntry header = new()
        {
            TypeFlag = TypeOf(entry.Kind),
            Path = entry.Kind == LayerEntryKind.Directory ? entry.Path + "/" : entry.Path,
            LinkPath = entry.LinkTarget ?? "",
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            Size = entry.Size,
            ModificationTime = entry.ModificationTime,
        };
        if (entry.OpenContent is null)
        {
            tar.WriteEntry(header);
            return;
        }

        try
        {
            using Stream content = entry.OpenContent();
            tar.WriteFile(header, content, cancellationToken);
        }
        catch (ArchiveException exception)
        {
            throw new OciException(OciFault.MalformedLayer, $"The layer can't be written: {exception.Message}.", exception);
        }
    }

    private static byte TypeOf(LayerEntryKind kind) => kind switch
    {
        LayerEntryKind.Directory => TarTypes.Directory,
        LayerEntryKind.File => TarTypes.File,
        LayerEntryKind.SymbolicLink => TarTypes.SymbolicLink,
        _ => TarTypes.HardLink,
    };
}
