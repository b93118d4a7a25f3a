namespace Wolfi.Oci.Documents;

/// <summary>Annotation and label names of image-spec 1.1 (annotations.md) that are read or written here.</summary>
public static class AnnotationNames
{
    /// <summary>When the image was made, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>Contact of those responsible.</summary>
    public const string Authors = "org.opencontainers.image.authors";

    /// <summary>Where to read about the image.</summary>
    public const string Url = "org.opencontainers.image.url";

    /// <summary>Where its documentation is.</summary>
    public const string Documentation = "org.opencontainers.image.documentation";

    /// <summary>Where its source is.</summary>
    public const string Source = "org.opencontainers.image.source";

    /// <summary>Version of the packaged software.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>Source control revision.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>Distributing organisation.</summary>
    public const string Vendor = "org.opencontainers.image.vendor";

    /// <summary>SPDX licence expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";

    /// <summary>Human-readable title.</summary>
    public const string Title = "org.opencontainers.image.title";

    /// <summary>Human-readable description.</summary>
    public const string Description = "org.opencontainers.image.description";

    /// <summary>The tag of an entry in a layout's <c>index.json</c>; stands nowhere else.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>The full name under which containerd (and Docker with its image store) lists an entry of an archive.</summary>
    public const string ContainerdImageName = "io.containerd.image.name";
}
