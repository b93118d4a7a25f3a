using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Inspection;

/// <summary>Reads the image that a command line's <c>IMAGE</c> means.</summary>
public static class ImageArguments
{
    /// <summary>Reads the image: layouts and archives on this machine.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform; null when the place has the image for one only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WolfiException">It names no image here, or one whose documents are damaged.</exception>
    public static Image Read(string text, Platform? platform, CancellationToken cancellationToken) => Open(text, platform, cancellationToken).Image;

    /// <summary>Reads the image, and tells in which place it lies.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="platform">The platform; null when the place has the image for one only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WolfiException">It names no image here, or one whose documents are damaged.</exception>
    public static StoredImage Open(string text, Platform? platform, CancellationToken cancellationToken)
    {
        try
        {
            ImageLocation location = ImageLocation.Parse(text, OciLayout.IsLayout);
            return location switch
            {
                { Kind: ImageLocationKind.Registry } => throw ImageInputErrors.RegistryReference.Fail(text),
                { Kind: ImageLocationKind.Layout, Path: { } folder } when !Directory.Exists(folder) => throw ImageInputErrors.Unreadable.Fail($"There is no folder '{folder}'."),
                _ => StoredImage.Read(ImageStores.Open(location, cancellationToken), location.Tag, platform, cancellationToken),
            };
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
    }
}
