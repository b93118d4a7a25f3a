using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>One image for several platforms: an index, and the image of each platform. Nothing here has been validated; <see cref="IndexValidator"/> does that.</summary>
public sealed class MultiPlatformImage
{
    /// <summary>Puts it together from its parts.</summary>
    /// <param name="index">The index.</param>
    /// <param name="images">The images that it names, in its order.</param>
    public MultiPlatformImage(Document<ImageIndex> index, ImmutableArray<Image> images)
    {
        ArgumentNullException.ThrowIfNull(index);
        Index = index;
        Images = images;
    }

    /// <summary>The index.</summary>
    public Document<ImageIndex> Index { get; }

    /// <summary>The image of each platform, in the index's order.</summary>
    public ImmutableArray<Image> Images { get; }

    /// <summary>The digest of the index, by which the image is known for all its platforms.</summary>
    public Digest Digest => Index.Digest;

    /// <summary>Names the index.</summary>
    public Descriptor Descriptor => new() { MediaType = Index.Value.MediaType, Digest = Index.Digest, Size = Index.Bytes.Length };

    /// <summary>Everything that a store must hold for it, each digest once: the images' blobs, then the index.</summary>
    public IEnumerable<BlobSource> Blobs => Images.SelectMany(image => image.Blobs).Append(BlobSource.FromBytes(Index.Bytes)).DistinctBy(blob => blob.Digest);

    /// <summary>Bytes of all these.</summary>
    public long Size => Blobs.Sum(blob => blob.Size);

    /// <summary>Reads an index of a store, and the images that it names. What is no image in it, such as BuildKit's attestations, is passed over.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="root">Names the index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">A document is damaged or missing, there are too many, or an index lies inside of it.</exception>
    public static MultiPlatformImage Read(ImageStore store, Descriptor root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        Document<ImageIndex> index = store.ReadIndex(root, cancellationToken);
        if (index.Value.Manifests.Length > Limits.Platforms)
        {
            throw new OciException(OciFault.LimitExceeded, $"Index {root.Digest} in {store.Name} names {index.Value.Manifests.Length} manifests; at most {Limits.Platforms} are read.");
        }

        if (index.Value.Manifests.FirstOrDefault(entry => MediaTypes.IsIndex(entry.MediaType)) is { } nested)
        {
            throw new OciException(OciFault.UnsupportedMediaType, $"Index {root.Digest} in {store.Name} names another index, {nested.Digest}, where an image should be.");
        }

        return new MultiPlatformImage(index, [.. index.Value.Manifests.Where(IsImage).Select(entry => store.ReadImage(entry, cancellationToken))]);
    }

    /// <summary>Whether an entry of an index names an image: neither an artifact, nor what BuildKit lists as <c>unknown/unknown</c>.</summary>
    internal static bool IsImage(Descriptor entry) => entry.ArtifactType is null && entry.Platform?.Os != "unknown";
}
