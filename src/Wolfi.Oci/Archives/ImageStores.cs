using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Archives;

/// <summary>Opens whatever place of images on this machine a location names.</summary>
public static class ImageStores
{
    /// <summary>Opens a layout or archive.</summary>
    /// <param name="location">Where; its path is used as it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">It can't be read, or is something else.</exception>
    /// <exception cref="ArgumentException">The location is a registry's.</exception>
    public static ImageStore Open(ImageLocation location, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location switch
        {
            { Kind: ImageLocationKind.Layout, Path: { } folder } => OciLayout.Open(folder),
            { Kind: ImageLocationKind.OciArchive, Path: { } file } => OciArchive.Open(file, cancellationToken),
            { Kind: ImageLocationKind.DockerArchive, Path: { } file } => DockerArchive.Open(file, cancellationToken),
            _ => throw new ArgumentException("A registry is no place on this machine.", nameof(location)),
        };
    }
}
