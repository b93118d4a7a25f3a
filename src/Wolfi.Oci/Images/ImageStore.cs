using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>A place on this machine that holds images: a layout in a folder, or an archive. Reading is bounded; every document is compared with its digest.</summary>
public abstract class ImageStore
{
    private protected ImageStore(string name) => Name = name;

    /// <summary>The place, for messages.</summary>
    public string Name { get; }

    /// <summary>What the place lists.</summary>
    public abstract Document<ImageIndex> Index { get; }

    /// <summary>The entries among which images are looked for: all that the place lists, but where one of them was asked for by its name.</summary>
    internal virtual IReadOnlyList<Descriptor> Roots => Index.Value.Manifests;

    /// <summary>The version in a layout's <c>oci-layout</c> file; null for a place that has none.</summary>
    public virtual string? LayoutVersion => null;

    /// <summary>Whether others than the image's makers may add to the place, as they may to a repository of a registry: what they add says nothing against the image.</summary>
    public virtual bool IsShared => false;

    /// <summary>The content that a descriptor names. Whether it is there, and right, shows when it is opened and read.</summary>
    public BlobSource GetBlob(Descriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return Find(descriptor) ?? new BrokenBlob(Name, descriptor.Digest, descriptor.Size, null);
    }

    /// <summary>Every blob that the place has under a digest as its name, whether anything leads to it or not.</summary>
    public virtual IEnumerable<BlobSource> StoredBlobs => [];

    /// <summary>Reads the one image that is meant.</summary>
    /// <param name="tag">Its tag; null when the place has a single image.</param>
    /// <param name="platform">Its platform; null when there is one for a single platform only.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException"><see cref="OciFault.ImageNotFound"/>, <see cref="OciFault.ImageAmbiguous"/>, or a document is damaged or missing.</exception>
    public Image ReadImage(string? tag, Platform? platform, CancellationToken cancellationToken) =>
        ReadImage(new ImageFinder(this, cancellationToken).Find(tag, platform), cancellationToken);

    /// <summary>The entry of the one image that is meant, or of the index of its platforms: what a tag names.</summary>
    /// <param name="tag">Its tag; null when the place lists a single one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException"><see cref="OciFault.ImageNotFound"/>, <see cref="OciFault.ImageAmbiguous"/>, or a document is damaged or missing.</exception>
    public Descriptor FindRoot(string? tag, CancellationToken cancellationToken) => new ImageFinder(this, cancellationToken).FindRoot(tag);

    /// <summary>Reads the image whose manifest a descriptor names. Layers that are missing or damaged show when they are read.</summary>
    /// <exception cref="OciException">A document is damaged or missing.</exception>
    public Image ReadImage(Descriptor descriptor, CancellationToken cancellationToken)
    {
        Document<ImageManifest> manifest = ReadManifest(descriptor, cancellationToken);
        Descriptor configDescriptor = manifest.Value.Config;
        if (MediaTypes.Find(configDescriptor.MediaType)?.Role != MediaTypeRole.Config)
        {
            throw new OciException(
                OciFault.UnsupportedMediaType,
                $"Manifest {manifest.Digest} in {Name} is no image: its config has the media type '{configDescriptor.MediaType}'.");
        }

        Document<ImageConfig> config = ImageConfig.Read(GetBlob(configDescriptor).ReadDocument(cancellationToken), $"Config {configDescriptor.Digest} in {Name}");
        ImmutableArray<Digest> diffIds = config.Value.DiffIds;
        return new Image(
            manifest,
            config,
            [.. manifest.Value.Layers.Select((layer, i) => new ImageLayer(layer, i < diffIds.Length ? diffIds[i] : null, GetBlob(layer)))]);
    }

    /// <summary>Reads the manifest that a descriptor names.</summary>
    /// <exception cref="OciException">It is damaged or missing.</exception>
    public Document<ImageManifest> ReadManifest(Descriptor descriptor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return ImageManifest.Read(GetBlob(descriptor).ReadDocument(cancellationToken), descriptor.MediaType, $"Manifest {descriptor.Digest} in {Name}");
    }

    /// <summary>Reads the index that a descriptor names.</summary>
    /// <exception cref="OciException">It is damaged or missing.</exception>
    public Document<ImageIndex> ReadIndex(Descriptor descriptor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return ImageIndex.Read(GetBlob(descriptor).ReadDocument(cancellationToken), descriptor.MediaType, $"Index {descriptor.Digest} in {Name}");
    }

    /// <summary>Has small content at hand before it is read piece by piece, where that saves waiting. What can't be had shows when it is read.</summary>
    internal virtual void Prefetch(IEnumerable<Descriptor> wanted, CancellationToken cancellationToken)
    {
    }

    /// <summary>Keeps nothing any more of what was had at hand.</summary>
    internal virtual void Forget(IEnumerable<Descriptor> done)
    {
    }

    private protected abstract BlobSource? Find(Descriptor descriptor);
}
