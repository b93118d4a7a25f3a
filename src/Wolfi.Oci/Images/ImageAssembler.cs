using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>Makes config and manifest for layers: a pure function, whose documents are canonical.</summary>
public static class ImageAssembler
{
    /// <summary>Assembles an image; the layers come lowest first, each with one entry of history.</summary>
    public static Image Assemble(ImageSettings settings, IReadOnlyList<NewLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(layers);
        string created = Timestamps.Format(settings.Created);
        Document<ImageConfig> config = new ImageConfig
        {
            Created = created,
            Author = settings.Author,
            Architecture = settings.Platform.Architecture,
            Variant = settings.Platform.Variant,
            Os = settings.Platform.Os,
            Container = settings.Container,
            DiffIds = [.. layers.Select(layer => layer.DiffId)],
            History = [.. layers.Select(layer => new HistoryEntry { Created = created, CreatedBy = layer.CreatedBy, Comment = layer.Comment })],
        }.ToDocument();
        ImmutableArray<ImageLayer> imageLayers = [.. layers.Select(layer => new ImageLayer(DescriptorOf(layer), layer.DiffId, layer.Blob))];
        Document<ImageManifest> manifest = new ImageManifest
        {
            Config = new Descriptor { MediaType = MediaTypes.ImageConfig, Digest = config.Digest, Size = config.Bytes.Length },
            Layers = [.. imageLayers.Select(layer => layer.Descriptor)],
            Annotations = settings.Annotations,
        }.ToDocument();
        return new Image(manifest, config, imageLayers);
    }

    private static Descriptor DescriptorOf(NewLayer layer) => new()
    {
        MediaType = layer.MediaType,
        Digest = layer.Blob.Digest,
        Size = layer.Blob.Size,
        Annotations = layer.Annotations,
    };
}
