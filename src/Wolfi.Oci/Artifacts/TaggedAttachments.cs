using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Artifacts;

/// <summary>
/// What is attached to a manifest under a tag of its digest, as cosign 2 does it: an image manifest with one layer for each attachment. Whoever adds one reads the
/// manifest, adds a layer, and sets the tag again.
/// </summary>
public sealed class TaggedAttachments
{
    /// <summary>Puts attachments together.</summary>
    /// <param name="subject">Digest of the manifest that they are attached to.</param>
    /// <param name="suffix">The tag's suffix, such as <c>.sig</c>.</param>
    /// <param name="contents">The attachments, in the order in which they came.</param>
    /// <exception cref="OciException"><see cref="OciFault.LimitExceeded"/>: there are more than are read.</exception>
    public TaggedAttachments(Digest subject, string suffix, ImmutableArray<TaggedContent> contents)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
        Suffix = suffix;
        Contents = contents;
        if (contents.Length > Limits.Layers)
        {
            throw new OciException(OciFault.LimitExceeded, $"There are {contents.Length} attachments under the tag '{Tag}'; at most {Limits.Layers} are read.");
        }

        ReadOnlyMemory<byte> config = new ImageConfig { Architecture = "", Os = "", DiffIds = [.. contents.Select(content => content.Descriptor.Digest)] }.ToDocument().Bytes;
        Config = BlobSource.FromBytes(config);
        Manifest = new ImageManifest
        {
            Config = new Descriptor { MediaType = MediaTypes.ImageConfig, Digest = Config.Digest, Size = Config.Size },
            Layers = [.. contents.Select(content => content.Descriptor)],
        }.ToDocument();
    }

    private TaggedAttachments(Digest subject, string suffix, ImmutableArray<TaggedContent> contents, Document<ImageManifest> manifest, BlobSource config)
    {
        Subject = subject;
        Suffix = suffix;
        Contents = contents;
        Manifest = manifest;
        Config = config;
    }

    /// <summary>Digest of the manifest that they are attached to.</summary>
    public Digest Subject { get; }

    /// <summary>The tag's suffix.</summary>
    public string Suffix { get; }

    /// <summary>The tag.</summary>
    public string Tag => DigestTag.Of(Subject, Suffix);

    /// <summary>The attachments.</summary>
    public ImmutableArray<TaggedContent> Contents { get; }

    /// <summary>Their manifest.</summary>
    public Document<ImageManifest> Manifest { get; }

    /// <summary>The config that it names; one that is written here says no more than the layers' digests.</summary>
    public BlobSource Config { get; }

    /// <summary>Names the manifest in a layout, with its tag.</summary>
    public Descriptor Descriptor => new()
    {
        MediaType = Manifest.Value.MediaType,
        Digest = Manifest.Digest,
        Size = Manifest.Bytes.Length,
        Annotations = Maps.Empty.Add(AnnotationNames.RefName, Tag),
    };

    /// <summary>Everything that a store must hold for them, each digest once.</summary>
    public IEnumerable<BlobSource> Blobs => Contents.Select(content => content.Content).Append(Config).Append(BlobSource.FromBytes(Manifest.Bytes)).DistinctBy(blob => blob.Digest);

    /// <summary>These, and those of others that are not among them: nobody's attachment is lost.</summary>
    /// <exception cref="OciException"><see cref="OciFault.LimitExceeded"/>: there are more than are read.</exception>
    public TaggedAttachments With(IEnumerable<TaggedContent> others)
    {
        ImmutableArray<TaggedContent> added = [.. others.Where(other => !Contents.Any(other.IsSameAs))];
        return added.IsEmpty ? this : new TaggedAttachments(Subject, Suffix, [.. Contents, .. added]);
    }

    /// <summary>Reads those that a layout lists under the tag; null where there are none.</summary>
    /// <exception cref="OciException">The manifest is damaged or missing, or what stands there is none.</exception>
    public static TaggedAttachments? Find(ImageStore store, Digest subject, string suffix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        string tag = DigestTag.Of(subject, suffix);
        return store.Index.Value.Manifests.FirstOrDefault(entry => entry.Annotations.GetValueOrDefault(AnnotationNames.RefName) == tag) is { } entry
            ? Read(store, entry, subject, suffix, cancellationToken)
            : null;
    }

    /// <summary>Reads the manifest that a descriptor names.</summary>
    internal static TaggedAttachments Read(ImageStore store, Descriptor entry, Digest subject, string suffix, CancellationToken cancellationToken)
    {
        if (!MediaTypes.IsManifest(entry.MediaType))
        {
            throw new OciException(OciFault.UnsupportedMediaType, $"The tag '{DigestTag.Of(subject, suffix)}' in {store.Name} names a '{Shown.Text(entry.MediaType)}', where a manifest of signatures should be.");
        }

        Document<ImageManifest> manifest = store.ReadManifest(entry, cancellationToken);
        ImmutableArray<TaggedContent> contents = [.. manifest.Value.Layers.Select(layer => new TaggedContent(layer, store.GetBlob(layer)))];
        return new TaggedAttachments(subject, suffix, contents, manifest, store.GetBlob(manifest.Value.Config));
    }
}
