namespace Wolfi.Oci.Registries;

/// <summary>The kinds of events of a registry client.</summary>
public enum RegistryEventKind
{
    /// <summary>The registry has a blob already.</summary>
    BlobThere,

    /// <summary>The registry took a blob from another of its repositories.</summary>
    BlobMounted,

    /// <summary>Part of a blob was sent.</summary>
    BlobProgress,

    /// <summary>A blob was sent.</summary>
    BlobPushed,

    /// <summary>A blob was fetched.</summary>
    BlobPulled,

    /// <summary>A manifest or index was sent.</summary>
    ManifestPushed,

    /// <summary>A tag was set.</summary>
    TagSet,

    /// <summary>A signature or other attachment was sent and listed.</summary>
    ReferrerPushed,

    /// <summary>Something is tried again after a pause.</summary>
    Retrying,

    /// <summary>The registry has something to say to its users.</summary>
    Warning,
}
