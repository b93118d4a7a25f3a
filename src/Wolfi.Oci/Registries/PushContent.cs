using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Oci.Registries;

/// <summary>All that is pushed for one image: its manifests, each after those that it names, and what a store lists that refers to them.</summary>
public sealed class PushContent
{
    private PushContent(Descriptor root, ImmutableArray<PushedManifest> manifests, ImmutableArray<PushedManifest> referrers, ImmutableArray<TaggedAttachments> tagged)
    {
        Root = root;
        Manifests = manifests;
        Referrers = referrers;
        Tagged = tagged;
    }

    /// <summary>The manifest or index that tags name.</summary>
    public Descriptor Root { get; }

    /// <summary>The image's manifests; the root is the last.</summary>
    public ImmutableArray<PushedManifest> Manifests { get; }

    /// <summary>Signatures and other attachments, each after its subject.</summary>
    public ImmutableArray<PushedManifest> Referrers { get; }

    /// <summary>What is attached to these manifests under tags of their digests.</summary>
    public ImmutableArray<TaggedAttachments> Tagged { get; }

    /// <summary>All blobs, each once.</summary>
    public IEnumerable<BlobSource> Blobs => Manifests.Concat(Referrers).SelectMany(manifest => manifest.Blobs)
        .Concat(Tagged.SelectMany(under => under.Contents.Select(content => content.Content).Append(under.Config))).DistinctBy(blob => blob.Digest);

    /// <summary>Reads the documents of what is to be pushed; blobs are not opened.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">A document is missing or damaged, or names content that is not distributed.</exception>
    public static PushContent Read(ImageStore store, Descriptor root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        Collector collector = new(store, cancellationToken);
        collector.Add(root, 0);
        ImmutableArray<PushedManifest> manifests = collector.Take();
        collector.AddReferrers();
        ImmutableArray<TaggedAttachments> tagged = [.. TaggedOf(store, manifests, cancellationToken)];
        return new PushContent(root, manifests, collector.Take(), tagged);
    }

    /// <summary>What is pushed of an image that was just made: straight from its parts, wherever these are.</summary>
    public static PushContent Of(TaggedImage tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        return new PushContent(tagged.Image.Descriptor, [PushedManifest.Of(tagged.Image)], [.. tagged.Attachments.Select(PushedManifest.Of)], tagged.TaggedAttachments);
    }

    /// <summary>The same of an image for several platforms.</summary>
    public static PushContent Of(TaggedIndex tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        MultiPlatformImage whole = tagged.Image;
        ImageIndex index = whole.Index.Value;
        PushedManifest root = new(new RegistryManifest(index.MediaType, whole.Index.Bytes), [], index.Subject?.Digest) { ArtifactType = index.ArtifactType, Annotations = index.Annotations };
        return new PushContent(whole.Descriptor, [.. whole.Images.Select(PushedManifest.Of), root], [.. tagged.Attachments.Select(PushedManifest.Of)], tagged.TaggedAttachments);
    }

    /// <summary>The same with the image's and the attachments' blobs where a layout has them.</summary>
    /// <param name="layoutFolder">The layout's folder, which holds all of them.</param>
    public PushContent In(string layoutFolder)
    {
        string blobs = Path.Combine(layoutFolder, LayoutNames.Blobs, LayoutNames.Sha256);
        return new PushContent(Root, Moved(Manifests), Moved(Referrers), Tagged);

        ImmutableArray<PushedManifest> Moved(ImmutableArray<PushedManifest> manifests) =>
            [.. manifests.Select(manifest => manifest with { Blobs = [.. manifest.Blobs.Select(blob => BlobSource.FromWholeFile(Path.Combine(blobs, blob.Digest.Hex), blob.Size, blob.Digest))] })];
    }

    /// <summary>Compares all blobs of this machine with their digests.</summary>
    /// <exception cref="OciException">One is missing, or not what it should be.</exception>
    public void Verify(CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, 4), CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(Blobs.Where(blob => blob is not RegistryBlob).OrderByDescending(blob => blob.Size), options, blob => blob.Verify(cancellationToken));
        }
        catch (AggregateException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static IEnumerable<TaggedAttachments> TaggedOf(ImageStore store, ImmutableArray<PushedManifest> manifests, CancellationToken cancellationToken)
    {
        HashSet<Digest> subjects = [.. manifests.Select(manifest => manifest.Manifest.Descriptor.Digest)];
        foreach (Descriptor entry in store.Index.Value.Manifests)
        {
            if (DigestTag.TryParse(entry.Annotations.GetValueOrDefault(AnnotationNames.RefName), out Digest? subject, out string suffix) && suffix.Length > 0 && subjects.Contains(subject))
            {
                yield return TaggedAttachments.Read(store, entry, subject, suffix, cancellationToken);
            }
        }
    }

    private sealed class Collector(ImageStore store, CancellationToken cancellationToken)
    {
        private readonly HashSet<Digest> _seen = [];
        private int _most = Limits.DocumentsPerSearch;
        private readonly ImmutableArray<PushedManifest>.Builder _manifests = ImmutableArray.CreateBuilder<PushedManifest>();

        public ImmutableArray<PushedManifest> Take() => _manifests.DrainToImmutable();

        public void Add(Descriptor descriptor, int depth)
        {
            if (!_seen.Add(descriptor.Digest))
            {
                return;
            }

            if (_seen.Count > _most || depth > Limits.IndexNesting)
            {
                throw new OciException(OciFault.LimitExceeded, $"{descriptor.Digest} in {store.Name} leads to more manifests than are read ({Limits.DocumentsPerSearch}, {Limits.IndexNesting} deep).");
            }

            if (MediaTypes.IsIndex(descriptor.MediaType))
            {
                Document<ImageIndex> index = store.ReadIndex(descriptor, cancellationToken);
                foreach (Descriptor inner in index.Value.Manifests)
                {
                    Add(inner, depth + 1);
                }

                Add(index.Value.MediaType, index.Bytes, [], index.Value.Subject, index.Value.ArtifactType, index.Value.Annotations);
                return;
            }

            Document<ImageManifest> manifest = store.ReadManifest(descriptor, cancellationToken);
            ImmutableArray<BlobSource> blobs = [.. manifest.Value.Layers.Prepend(manifest.Value.Config).DistinctBy(blob => blob.Digest).Select(Blob)];
            Add(manifest.Value.MediaType, manifest.Bytes, blobs, manifest.Value.Subject, manifest.Value.ArtifactType ?? manifest.Value.Config.MediaType, manifest.Value.Annotations);
        }

        /// <summary>Adds what the store lists that refers to what was added, and what refers to that.</summary>
        public void AddReferrers()
        {
            List<Descriptor> entries = [.. store.Index.Value.Manifests.Where(entry => !_seen.Contains(entry.Digest)).DistinctBy(entry => entry.Digest)];
            Artifacts.Referrers.CheckSize(store, entries);

            // Each of these may be one; what they lead to counts like the image's own.
            _most += entries.Count;
            bool more = true;
            while (more)
            {
                more = false;
                foreach (Descriptor entry in entries.Where(entry => !_seen.Contains(entry.Digest) && SubjectOf(entry) is { } subject && _seen.Contains(subject)))
                {
                    Add(entry, 0);
                    more = true;
                }
            }
        }

        private readonly Dictionary<Digest, Digest?> _subjects = [];

        private Digest? SubjectOf(Descriptor entry)
        {
            if (_subjects.TryGetValue(entry.Digest, out Digest? known))
            {
                return known;
            }

            Descriptor? subject = MediaTypes.IsIndex(entry.MediaType) ? store.ReadIndex(entry, cancellationToken).Value.Subject
                : MediaTypes.IsManifest(entry.MediaType) ? store.ReadManifest(entry, cancellationToken).Value.Subject
                : null;
            return _subjects[entry.Digest] = subject?.Digest;
        }

        private void Add(string mediaType, ReadOnlyMemory<byte> bytes, ImmutableArray<BlobSource> blobs, Descriptor? subject, string? artifactType, ImmutableSortedDictionary<string, string> annotations) =>
            _manifests.Add(new PushedManifest(new RegistryManifest(mediaType, bytes), blobs, subject?.Digest) { ArtifactType = artifactType, Annotations = annotations });

        // What lies elsewhere, or may not be distributed, would be missing where the image is pulled.
        private BlobSource Blob(Descriptor descriptor) => descriptor.Urls.IsEmpty
            ? store.GetBlob(descriptor)
            : throw new OciException(OciFault.MalformedDocument, $"Blob {descriptor.Digest} in {store.Name} has 'urls': content from elsewhere is never fetched or pushed.");
    }
}
