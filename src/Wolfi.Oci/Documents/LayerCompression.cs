namespace Wolfi.Oci.Documents;

/// <summary>How a layer's tar is compressed.</summary>
public enum LayerCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Zstandard; recognised, not inflated here.</summary>
    Zstd,
}
