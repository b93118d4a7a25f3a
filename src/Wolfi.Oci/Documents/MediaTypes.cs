using System.Collections.Frozen;

namespace Wolfi.Oci.Documents;

/// <summary>The media types of image-spec 1.1 and their Docker twins.</summary>
public static class MediaTypes
{
    /// <summary>OCI image manifest.</summary>
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>OCI image index.</summary>
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>OCI image config.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>Layer: a tar.</summary>
    public const string LayerTar = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>Layer: a tar in gzip, the one that we write.</summary>
    public const string LayerTarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>Layer: a tar in Zstandard.</summary>
    public const string LayerTarZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>The empty JSON object that artifacts use as config.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>Docker image manifest.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker manifest list.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker image config.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>Docker layer: a tar.</summary>
    public const string DockerLayerTar = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>Docker layer: a tar in gzip.</summary>
    public const string DockerLayerTarGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private static readonly FrozenDictionary<string, MediaType> s_table = new[]
    {
        new MediaType(ImageManifest, MediaTypeRole.Manifest, MediaTypeFamily.Oci, LayerCompression.None),
        new MediaType(ImageIndex, MediaTypeRole.Index, MediaTypeFamily.Oci, LayerCompression.None),
        new MediaType(ImageConfig, MediaTypeRole.Config, MediaTypeFamily.Oci, LayerCompression.None),
        new MediaType(LayerTar, MediaTypeRole.Layer, MediaTypeFamily.Oci, LayerCompression.None),
        new MediaType(LayerTarGzip, MediaTypeRole.Layer, MediaTypeFamily.Oci, LayerCompression.Gzip),
        new MediaType(LayerTarZstd, MediaTypeRole.Layer, MediaTypeFamily.Oci, LayerCompression.Zstd),
        new MediaType(DockerManifest, MediaTypeRole.Manifest, MediaTypeFamily.Docker, LayerCompression.None),
        new MediaType(DockerManifestList, MediaTypeRole.Index, MediaTypeFamily.Docker, LayerCompression.None),
        new MediaType(DockerConfig, MediaTypeRole.Config, MediaTypeFamily.Docker, LayerCompression.None),
        new MediaType(DockerLayerTar, MediaTypeRole.Layer, MediaTypeFamily.Docker, LayerCompression.None),
        new MediaType(DockerLayerTarGzip, MediaTypeRole.Layer, MediaTypeFamily.Docker, LayerCompression.Gzip),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>What a media type stands for, or null when it is none of this table.</summary>
    public static MediaType? Find(string name) => s_table.GetValueOrDefault(name);

    /// <summary>Whether it names an image manifest, OCI or Docker.</summary>
    public static bool IsManifest(string name) => Find(name)?.Role == MediaTypeRole.Manifest;

    /// <summary>Whether it names an image index or Docker manifest list.</summary>
    public static bool IsIndex(string name) => Find(name)?.Role == MediaTypeRole.Index;

    /// <summary>Whether it names a layer that can be distributed.</summary>
    public static bool IsLayer(string name) => Find(name)?.Role == MediaTypeRole.Layer;
}
