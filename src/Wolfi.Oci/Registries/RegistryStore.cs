using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>What a reference names in a registry, as a place of images: what is read of it is fetched, and nothing else.</summary>
public sealed class RegistryStore : ImageStore
{
    private const int Prefetches = 8;

    private readonly RegistryRepository _repository;
    private readonly ConcurrentDictionary<Digest, BlobSource> _content = new();
    private readonly CancellationToken _cancellationToken;

    private RegistryStore(RegistryRepository repository, Descriptor root, ImmutableArray<Descriptor> referrers, CancellationToken cancellationToken)
        : base(repository.Name)
    {
        _repository = repository;
        _cancellationToken = cancellationToken;
        Root = root;
        Index = new ImageIndex { Manifests = [root, .. referrers] }.ToDocument();
    }

    /// <summary>The manifest or index that the reference names.</summary>
    public Descriptor Root { get; }

    /// <summary>The root, and what refers to it or to the manifests in it, where that was asked for.</summary>
    public override Document<ImageIndex> Index { get; }

    /// <inheritdoc/>
    public override bool IsShared => true;

    // What refers to the root is no candidate, whatever it looks like: anybody may have pushed it.
    internal override IReadOnlyList<Descriptor> Roots => [Root];

    /// <summary>Reads what a reference names: its tag, or its digest where it has one (then the tag is not looked at).</summary>
    /// <param name="client">The client.</param>
    /// <param name="reference">Without tag and digest it is <c>latest</c>.</param>
    /// <param name="withReferrers">Whether signatures and other attachments are looked for.</param>
    /// <param name="cancellationToken">Ends the work, also that of reading later.</param>
    /// <exception cref="RegistryException">It is not there, or can't be read.</exception>
    /// <exception cref="OciException">A document is damaged.</exception>
    public static Task<RegistryStore> OpenAsync(RegistryClient client, ImageReference reference, bool withReferrers, CancellationToken cancellationToken) =>
        OpenAsync(client, reference, withReferrers, [], cancellationToken);

    /// <summary>Reads what a reference names, and what is attached to it under tags of digests.</summary>
    /// <param name="client">The client.</param>
    /// <param name="reference">Without tag and digest it is <c>latest</c>.</param>
    /// <param name="withReferrers">Whether signatures and other attachments are looked for.</param>
    /// <param name="suffixes">Suffixes of the tags that are looked for, such as <c>.sig</c>.</param>
    /// <param name="cancellationToken">Ends the work, also that of reading later.</param>
    /// <exception cref="RegistryException">It is not there, or can't be read.</exception>
    /// <exception cref="OciException">A document is damaged.</exception>
    public static async Task<RegistryStore> OpenAsync(
        RegistryClient client, ImageReference reference, bool withReferrers, ImmutableArray<string> suffixes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(reference);
        RegistryRepository repository = client.Open(reference);
        RegistryManifest manifest = await repository.GetManifestAsync(reference.Digest?.ToString() ?? reference.Tag ?? ImageReference.DefaultTag, cancellationToken).ConfigureAwait(false);
        Descriptor root = manifest.Descriptor;
        List<Descriptor> referrers = [];
        if (withReferrers || !suffixes.IsEmpty)
        {
            IEnumerable<Descriptor> subjects = MediaTypes.IsIndex(root.MediaType)
                ? ImageIndex.Read(manifest.Bytes, root.MediaType, $"Index {root.Digest} of {repository.Name}").Value.Manifests.Prepend(root)
                : [root];
            foreach (Descriptor subject in subjects.DistinctBy(subject => subject.Digest))
            {
                if (withReferrers)
                {
                    referrers.AddRange(await repository.GetReferrersAsync(subject.Digest, cancellationToken).ConfigureAwait(false));
                }

                foreach (string suffix in suffixes)
                {
                    referrers.AddRange(await FindTagAsync(repository, DigestTag.Of(subject.Digest, suffix), cancellationToken).ConfigureAwait(false) is { } tagged ? [tagged] : []);
                }
            }
        }

        RegistryStore store = new(repository, root, [.. referrers.DistinctBy(referrer => referrer.Digest).Where(referrer => referrer.Digest != root.Digest)], cancellationToken);
        store._content.TryAdd(root.Digest, BlobSource.FromBytes(manifest.Bytes));
        return store;
    }

    /// <summary>Reads what is attached under a tag of a digest; null where there is nothing.</summary>
    internal static async Task<TaggedAttachments?> FindTaggedAsync(RegistryRepository repository, Digest subject, string suffix, CancellationToken cancellationToken)
    {
        if (await FindTagAsync(repository, DigestTag.Of(subject, suffix), cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        return TaggedAttachments.Read(new RegistryStore(repository, entry, [], cancellationToken), entry, subject, suffix, cancellationToken);
    }

    private static async Task<Descriptor?> FindTagAsync(RegistryRepository repository, string tag, CancellationToken cancellationToken) =>
        (await repository.FindManifestAsync(tag, cancellationToken).ConfigureAwait(false))?.Descriptor is { } descriptor
            ? descriptor with { Annotations = Maps.Empty.Add(AnnotationNames.RefName, tag) }
            : null;

    /// <summary>Fetches content for those who read from stores of any kind, and expect their failures: the registry's own is the inner one.</summary>
    internal static T Read<T>(Func<T> fetch)
    {
        try
        {
            return fetch();
        }
        catch (RegistryException exception)
        {
            throw Translate(exception);
        }
    }

    private static OciException Translate(RegistryException exception) => new(Kind(exception.Fault), exception.Message, exception);

    private static OciFault Kind(RegistryFault fault) => fault switch
    {
        RegistryFault.NotFound => OciFault.BlobMissing,
        RegistryFault.ContentMismatch => OciFault.DigestMismatch,
        RegistryFault.LimitExceeded => OciFault.LimitExceeded,
        _ => OciFault.InputUnreadable,
    };

    internal override void Prefetch(IEnumerable<Descriptor> wanted, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        wanted.Where(descriptor => !_content.ContainsKey(descriptor.Digest)).DistinctBy(descriptor => descriptor.Digest),
        new ParallelOptions { MaxDegreeOfParallelism = Prefetches, CancellationToken = cancellationToken },
        async (descriptor, token) => _content.TryAdd(descriptor.Digest, await FetchAsync(descriptor, token).ConfigureAwait(false))).GetAwaiter().GetResult();

    internal override void Forget(IEnumerable<Descriptor> done)
    {
        foreach (Descriptor descriptor in done.Where(descriptor => descriptor.Digest != Root.Digest))
        {
            _content.TryRemove(descriptor.Digest, out _);
        }
    }

    // Small enough for memory; a failure is kept for whoever reads it, who would only meet it again.
    private async Task<BlobSource> FetchAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        try
        {
            if (MediaTypes.IsManifest(descriptor.MediaType) || MediaTypes.IsIndex(descriptor.MediaType))
            {
                RegistryManifest? manifest = await _repository.FindManifestAsync(descriptor.Digest.ToString(), (int)descriptor.Size, cancellationToken).ConfigureAwait(false);
                return manifest is null ? new BrokenBlob(Name, descriptor.Digest, descriptor.Size, null) : BlobSource.FromBytes(manifest.Bytes);
            }

            using MemoryStream target = new();
            await _repository.PullBlobAsync(descriptor, target, cancellationToken).ConfigureAwait(false);
            return BlobSource.FromBytes(target.ToArray());
        }
        catch (RegistryException exception)
        {
            return new UnreadableBlob(Name, descriptor, Translate(exception));
        }
    }

    private protected override BlobSource? Find(Descriptor descriptor) => _content.GetOrAdd(
        descriptor.Digest,
        (_, named) => MediaTypes.IsManifest(named.MediaType) || MediaTypes.IsIndex(named.MediaType)
            ? new RegistryDocument(_repository, named, _cancellationToken)
            : new RegistryBlob(_repository, named, _cancellationToken),
        descriptor);
}
