namespace Wolfi.Oci.Layouts;

/// <summary>Names of files and folders in an OCI layout (image-spec, image-layout.md).</summary>
internal static class LayoutNames
{
    public const string Version = "oci-layout";

    public const string Index = "index.json";

    public const string Blobs = "blobs";

    public const string Sha256 = "sha256";
}
