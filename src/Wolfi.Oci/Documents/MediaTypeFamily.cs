namespace Wolfi.Oci.Documents;

/// <summary>Whose format a media type belongs to.</summary>
public enum MediaTypeFamily
{
    /// <summary>The Open Container Initiative's.</summary>
    Oci,

    /// <summary>Docker's, schema 2.</summary>
    Docker,
}
