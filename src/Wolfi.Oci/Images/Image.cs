using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>One image for one platform: its manifest, its config, and its layers with where their bytes are. Nothing here has been validated; A validator does that.</summary>
public sealed class Image
{
    /// <summary>Puts an image together from its parts.</summary>
    public Image(Document<ImageManifest> manifest, Document<ImageConfig> config, ImmutableArray<ImageLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(config);
        Manifest = manifest;
        Config = config;
        Layers = layers;
    }

    /// <summary>The manifest.</summary>
    public Document<ImageManifest> Manifest { get; }

    /// <summary>The config.</summary>
    public Document<ImageConfig> Config { get; }

    /// <summary>The layers, lowest first.</summary>
    public ImmutableArray<ImageLayer> Layers { get; }

    /// <summary>The image's digest: that of its manifest.</summary>
    public Digest Digest => Manifest.Digest;

    /// <summary>Names the image in an index.</summary>
    public Descriptor Descriptor => new()
    {
        MediaType = Manifest.Value.MediaType,
        Digest = Manifest.Digest,
        Size = Manifest.Bytes.Length,
        Platform = Config.Value.Platform,
    };

    /// <summary>Everything that a store must hold for this image, each digest once: layers, config, manifest.</summary>
    public IEnumerable<BlobSource> Blobs => Layers
        .Select(layer => layer.Blob)
        .Append(BlobSource.FromBytes(Config.Bytes))
        .Append(BlobSource.FromBytes(Manifest.Bytes))
        .DistinctBy(blob => blob.Digest);

    /// <summary>Bytes of all these.</summary>
    public long Size => Blobs.Sum(blob => blob.Size);
}
