namespace Wolfi.Containers.Settings;

/// <summary>The form of an image in one file.</summary>
public enum ArchiveFormat
{
    /// <summary>What <c>docker load</c> reads.</summary>
    Docker,

    /// <summary>An OCI layout in a tar.</summary>
    Oci,
}
