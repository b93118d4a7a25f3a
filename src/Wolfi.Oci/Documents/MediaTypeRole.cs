namespace Wolfi.Oci.Documents;

/// <summary>What content of a media type is.</summary>
public enum MediaTypeRole
{
    /// <summary>An image manifest.</summary>
    Manifest,

    /// <summary>An image index.</summary>
    Index,

    /// <summary>An image config.</summary>
    Config,

    /// <summary>A layer.</summary>
    Layer,
}
