namespace Wolfi.Oci;

/// <summary>Every number that bounds what is read from outside.</summary>
internal static class Limits
{
    /// <summary>Bytes of a manifest, config or index; registries refuse larger manifests too.</summary>
    public const int DocumentBytes = 4 * 1024 * 1024;

    /// <summary>Levels of objects and arrays in a JSON document.</summary>
    public const int JsonDepth = 64;

    /// <summary>Layers of a manifest that is read; containerd stops at 127, some tools at 1000.</summary>
    public const int Layers = 1000;

    /// <summary>Entries of an image index, tags and referrers of a layout included.</summary>
    public const int IndexEntries = 20_000;

    /// <summary>Bytes of a blob, as stored.</summary>
    public const long BlobBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>
    /// Bytes of the manifests that are read in search of attachments, and again of the contents of those of one type that are fetched from a registry, where the smallest
    /// are fetched first.
    /// </summary>
    public const long AttachedBytes = 256L * 1024 * 1024;

    /// <summary>Manifests and indexes that are read in search of an image, or that one leads to.</summary>
    public const int DocumentsPerSearch = 1000;

    /// <summary>Entries of an archive.</summary>
    public const int ArchiveEntries = 100_000;

    /// <summary>Images of a docker-archive.</summary>
    public const int ArchiveImages = 1000;

    /// <summary>Links inside of an archive that are followed one after the other.</summary>
    public const int ArchiveLinks = 8;

    /// <summary>Entries of one layer.</summary>
    public const int LayerEntries = 1_000_000;

    /// <summary>Bytes of one layer's uncompressed tar.</summary>
    public const long LayerBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>Uncompressed bytes for each stored byte of a layer, once <see cref="LayerRatioFloor"/> is passed.</summary>
    public const int LayerRatio = 250;

    /// <summary>Uncompressed bytes that a layer may have at any ratio.</summary>
    public const long LayerRatioFloor = 64L * 1024 * 1024;

    /// <summary>Characters of a repository's name together with its registry (distribution-spec).</summary>
    public const int NameLength = 255;

    /// <summary>Characters of a tag (distribution-spec).</summary>
    public const int TagLength = 128;

    /// <summary>Images of an index that are read together, one for each platform.</summary>
    public const int Platforms = 100;

    /// <summary>Levels of an image index inside an image index that are followed.</summary>
    public const int IndexNesting = 4;
}
