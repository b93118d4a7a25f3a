using System.Collections.Immutable;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Artifacts;

/// <summary>Finds what is attached to an image in a layout or archive: the manifests in its <c>index.json</c> that name the image as their subject.</summary>
public static class Referrers
{
    /// <summary>The artifacts attached to a manifest, in the order in which the store lists them. A docker-archive can hold none.</summary>
    /// <param name="store">A layout or archive.</param>
    /// <param name="subject">The image's manifest, or an index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">
    /// A document is damaged or missing, there are too many, or one names the subject's digest with another size or media type.
    /// </exception>
    public static ImmutableArray<Artifact> Of(ImageStore store, Descriptor subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(subject);
        Descriptor[] listed = [.. store.Index.Value.Manifests.Where(entry => entry.MediaType == MediaTypes.ImageManifest && entry.Digest != subject.Digest).DistinctBy(entry => entry.Digest)];
        CheckSize(store, listed);
        return [.. listed.Select(entry => store.ReadManifest(entry, cancellationToken)).Where(manifest => IsOf(manifest, subject)).Select(manifest => From(store, manifest))];
    }

    /// <summary>Bounds what is read in search of attachments: by its bytes, as <see cref="TypedReferrers"/> does, since anybody may attach as many as they like.</summary>
    /// <exception cref="OciException"><see cref="OciFault.LimitExceeded"/>.</exception>
    internal static void CheckSize(ImageStore store, IReadOnlyCollection<Descriptor> listed)
    {
        if (listed.Sum(entry => entry.Size) is > Limits.AttachedBytes and var size)
        {
            throw new OciException(
                OciFault.LimitExceeded, $"The {listed.Count} manifests in {store.Name} that may be attachments have {size} bytes; at most {Limits.AttachedBytes} are read.");
        }
    }

    /// <summary>Whether a manifest names that subject.</summary>
    /// <exception cref="OciException">It names its digest with another size or media type.</exception>
    internal static bool IsOf(Document<ImageManifest> manifest, Descriptor subject)
    {
        if (manifest.Value.Subject is not { } named || named.Digest != subject.Digest)
        {
            return false;
        }

        return named.Size == subject.Size && named.MediaType == subject.MediaType
            ? true
            : throw new OciException(
                OciFault.SizeMismatch,
                $"Artifact {manifest.Digest} is attached to {subject.Digest} as a '{Shown.Text(named.MediaType)}' of {named.Size} bytes, but that is a '{subject.MediaType}' of {subject.Size} bytes.");
    }

    /// <summary>The artifact of a manifest.</summary>
    internal static Artifact From(ImageStore store, Document<ImageManifest> manifest) =>
        new(manifest, store.GetBlob(manifest.Value.Config), [.. manifest.Value.Layers.Select(store.GetBlob)]);
}
