using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Verification;

/// <summary>A small layer that was read whole: the proof or the state layer.</summary>
/// <param name="Entries">Its entries in order; files with their content.</param>
/// <param name="DiffId">Digest of its uncompressed tar.</param>
internal sealed record ReadLayer(ImmutableArray<ReadLayer.Entry> Entries, Digest DiffId)
{
    /// <summary>One entry.</summary>
    public readonly record struct Entry(LayerItem Item, byte[] Content);

    /// <summary>Reads the layer, and finds it to be the one that its digest names.</summary>
    /// <exception cref="OciException">It is damaged or missing, or too large to be such a layer.</exception>
    public static ReadLayer Of(ImageLayer layer, CancellationToken cancellationToken)
    {
        ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>();
        int left = VerificationLimits.WrittenLayerBytes;
        using LayerReader reader = new(layer.Blob, layer.Descriptor.MediaType);
        while (reader.ReadNext(cancellationToken) is { } item)
        {
            byte[] content = item.Kind == LayerEntryKind.File ? reader.ReadContent(left) : [];
            left -= content.Length;
            entries.Add(new Entry(item, content));
        }

        return new ReadLayer(entries.ToImmutable(), reader.DiffId!);
    }

    /// <summary>The content of a file, or null.</summary>
    public byte[]? Find(string path)
    {
        foreach (Entry entry in Entries)
        {
            if (entry.Item.Path == path && entry.Item.Kind == LayerEntryKind.File)
            {
                return entry.Content;
            }
        }

        return null;
    }
}
