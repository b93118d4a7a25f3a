namespace Wolfi.Oci.References;

/// <summary>The kinds of places that images are in.</summary>
public enum ImageLocationKind
{
    /// <summary>An OCI layout in a folder.</summary>
    Layout,

    /// <summary>A tar as <c>docker save</c> writes it.</summary>
    DockerArchive,

    /// <summary>An OCI layout in a tar.</summary>
    OciArchive,

    /// <summary>A registry.</summary>
    Registry,
}
