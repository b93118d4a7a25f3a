using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>An image and the place on this machine that holds it, with whatever else is there.</summary>
/// <param name="Store">The place.</param>
/// <param name="Image">The image.</param>
public sealed record StoredImage(ImageStore Store, Image Image)
{
    /// <summary>Reads the image of an entry that <see cref="ImageArguments.OpenRoot"/> found.</summary>
    /// <param name="store">The place.</param>
    /// <param name="root">The entry; it names no index.</param>
    /// <param name="platform">The platform that the image must be for; null for any.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.WolfiException">A document is damaged or missing, or it is for another platform.</exception>
    public static StoredImage Of(ImageStore store, Descriptor root, Platform? platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            Image image = store.ReadImage(root, cancellationToken);
            return platform is null || platform.Matches(image.Config.Value.Platform)
                ? new StoredImage(store, image)
                : throw Diagnostics.ImageInputErrors.NoImage.Fail($"There is no image for {platform} in {store.Name}: the one that is there is for {image.Config.Value.Platform}.");
        }
        catch (OciException e)
        {
            throw Diagnostics.ImageInputErrors.From(e);
        }
    }

    internal static StoredImage Read(ImageStore store, string? tag, Platform? platform, CancellationToken cancellationToken) =>
        new(store, store.ReadImage(tag, platform, cancellationToken));
}
