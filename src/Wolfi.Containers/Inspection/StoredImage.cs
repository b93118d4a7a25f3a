using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>An image and the place on this machine that holds it, with whatever else is there.</summary>
/// <param name="Store">The place.</param>
/// <param name="Image">The image.</param>
public sealed record StoredImage(ImageStore Store, Image Image)
{
    internal static StoredImage Read(ImageStore store, string? tag, Platform? platform, CancellationToken cancellationToken) =>
        new(store, store.ReadImage(tag, platform, cancellationToken));
}
