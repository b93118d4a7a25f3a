using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Registries;

/// <summary>
/// Pushes an image with all that belongs to it. Tags come after everything that they name is there and was read back; attachments come last, unless they were stored
/// before (<see cref="StoreAsync"/>).
/// </summary>
public sealed class ImagePush
{
    private readonly RegistryRepository _repository;
    private readonly ConcurrentDictionary<Digest, bool> _asked = new();
    private readonly ConcurrentDictionary<Digest, bool> _there = new();
    private readonly ConcurrentDictionary<Digest, bool> _inferred = new();
    private ImmutableHashSet<Digest> _stored = [];

    /// <summary>Makes a push.</summary>
    /// <param name="repository">Where it goes.</param>
    public ImagePush(RegistryRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _repository = repository;
    }

    /// <summary>Repositories of the same registry that may have some of the blobs.</summary>
    public ImmutableArray<string> MountFrom { get; init; } = [];

    /// <summary>More of them for one blob, such as where it was seen before; null for none.</summary>
    public Func<Digest, ImmutableArray<string>>? SeenIn { get; init; }

    /// <summary>Begins while the image is still being made: sends the blobs that are at hand, and asks for the others whether the registry has them.</summary>
    /// <param name="blobs">Blobs of the image, or of what is attached to it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not answer, or does not take one.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public async Task BeginAsync(IEnumerable<BlobSource> blobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ILookup<bool, BlobSource> known = blobs.DistinctBy(blob => blob.Digest).ToLookup(blob => blob.IsAtHand);
        Task sent = PushBlobsAsync(known[true], cancellationToken);
        await Task.WhenAll(sent, FindAsync(known[false].Select(blob => (blob.Digest, blob.Size)), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Asks for blobs whether the registry has them, for each once.</summary>
    /// <param name="blobs">Their digests and sizes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not answer.</exception>
    public Task FindAsync(IEnumerable<(Digest Digest, long Size)> blobs, CancellationToken cancellationToken) =>
        AskAsync(blobs.Where(blob => !_there.ContainsKey(blob.Digest) && _asked.TryAdd(blob.Digest, true)), cancellationToken);

    /// <summary>Asks for images whether the registry has them, by one HEAD request each: then it has their blobs. For those of others it is asked one by one.</summary>
    /// <param name="images">Digests of manifests, with the digests and sizes of blobs that they name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not answer.</exception>
    public async Task FindImagesAsync(IEnumerable<(Digest Manifest, ImmutableArray<(Digest Digest, long Size)> Blobs)> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        foreach ((Digest manifest, ImmutableArray<(Digest Digest, long Size)> blobs) in images)
        {
            ImmutableArray<(Digest Digest, long Size)> open = [.. blobs.Where(blob => !_there.ContainsKey(blob.Digest) && _asked.TryAdd(blob.Digest, true))];
            if (await _repository.FindDigestAsync(manifest.ToString(), cancellationToken).ConfigureAwait(false) is not null)
            {
                foreach ((Digest blob, _) in open.Where(blob => _there.TryAdd(blob.Digest, true)))
                {
                    _inferred.TryAdd(blob, true);
                }
            }
            else
            {
                await AskAsync(open, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Pushes.</summary>
    /// <param name="content">What.</param>
    /// <param name="tags">The tags that then name the image; none leaves it to its digest.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not take it; tags are as they were unless one of them is the reason.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public async Task RunAsync(PushContent content, ImmutableArray<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        bool stored = _stored.SetEquals(DigestsOf(content));
        if (!stored)
        {
            await StoreImageAsync(content, cancellationToken).ConfigureAwait(false);
        }

        RegistryManifest root = content.Manifests[^1].Manifest;
        foreach (string tag in tags)
        {
            await _repository.PutManifestAsync(root, tag, cancellationToken).ConfigureAwait(false);
        }

        if (!stored)
        {
            await PutAttachmentsAsync(content.Referrers, content.Tagged, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores an image and what is attached to it, under digests and the tags that are made of them: <see cref="RunAsync"/> with the same content has only its tags left then.</summary>
    /// <param name="content">What.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public async Task StoreAsync(PushContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        await StoreImageAsync(content, cancellationToken).ConfigureAwait(false);
        await PutAttachmentsAsync(content.Referrers, content.Tagged, cancellationToken).ConfigureAwait(false);
        _stored = [.. DigestsOf(content)];
    }

    /// <summary>Pushes attachments of what is there.</summary>
    /// <param name="referrers">Artifacts, each after its subject.</param>
    /// <param name="tagged">What is attached under tags of digests; what the registry has there is kept.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be; or a tag holds what is no attachment.</exception>
    public async Task AttachAsync(ImmutableArray<PushedManifest> referrers, ImmutableArray<TaggedAttachments> tagged, CancellationToken cancellationToken)
    {
        await PushBlobsAsync(referrers.SelectMany(manifest => manifest.Blobs), cancellationToken).ConfigureAwait(false);
        await PutAttachmentsAsync(referrers, tagged, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<Digest> DigestsOf(PushContent content) =>
        content.Manifests.Concat(content.Referrers).Select(manifest => manifest.Manifest.Descriptor.Digest).Concat(content.Tagged.Select(under => under.Manifest.Digest));

    private async Task StoreImageAsync(PushContent content, CancellationToken cancellationToken)
    {
        await PushBlobsAsync(content.Manifests.Concat(content.Referrers).SelectMany(manifest => manifest.Blobs), cancellationToken).ConfigureAwait(false);
        try
        {
            await PutAllAsync(content.Manifests, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException exception) when (exception.Fault is RegistryFault.Rejected or RegistryFault.NotFound && !_inferred.IsEmpty)
        {
            // It has an image whose blobs it has lost: they are asked for after all, and sent.
            foreach (Digest blob in _inferred.Keys)
            {
                _there.TryRemove(blob, out _);
            }

            _inferred.Clear();
            await PushBlobsAsync(content.Manifests.SelectMany(manifest => manifest.Blobs), cancellationToken).ConfigureAwait(false);
            await PutAllAsync(content.Manifests, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task AskAsync(IEnumerable<(Digest Digest, long Size)> blobs, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        blobs,
        new ParallelOptions { MaxDegreeOfParallelism = _repository.Parallelism, CancellationToken = cancellationToken },
        async (blob, token) =>
        {
            if (await _repository.HasBlobAsync(blob.Digest, blob.Size, token).ConfigureAwait(false))
            {
                _there.TryAdd(blob.Digest, true);
            }
        });

    private async Task PutAllAsync(ImmutableArray<PushedManifest> manifests, CancellationToken cancellationToken)
    {
        foreach (PushedManifest manifest in manifests)
        {
            await PutAsync(manifest, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PutAttachmentsAsync(ImmutableArray<PushedManifest> referrers, ImmutableArray<TaggedAttachments> tagged, CancellationToken cancellationToken)
    {
        HashSet<PushedManifest> unlisted = await PutReferrersAsync(referrers, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<Digest, PushedManifest> group in referrers.Where(referrer => referrer.Subject is not null && unlisted.Contains(referrer)).GroupBy(referrer => referrer.Subject!))
        {
            await _repository.ListReferrersAsync(group.Key, [.. group.Select(referrer => referrer.Entry)], cancellationToken).ConfigureAwait(false);
        }

        foreach (PushedManifest referrer in referrers)
        {
            _repository.Tell(new RegistryEvent(RegistryEventKind.ReferrerPushed, $"attached {referrer.Manifest.Descriptor.Digest} to {referrer.Subject} in {_repository.Name}") { Digest = referrer.Manifest.Descriptor.Digest });
        }

        foreach (TaggedAttachments under in tagged)
        {
            await PushTaggedAsync(under, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores artifacts, several at once, but none before its subject.</summary>
    /// <returns>Those that the registry does not list by itself.</returns>
    private async Task<HashSet<PushedManifest>> PutReferrersAsync(ImmutableArray<PushedManifest> referrers, CancellationToken cancellationToken)
    {
        HashSet<PushedManifest> unlisted = [];
        List<PushedManifest> left = [.. referrers];
        while (left.Count > 0)
        {
            HashSet<Digest> waiting = [.. left.Select(referrer => referrer.Manifest.Descriptor.Digest)];
            List<PushedManifest> next = [.. left.Where(referrer => referrer.Subject is null || !waiting.Contains(referrer.Subject))];
            await Parallel.ForEachAsync(next, new ParallelOptions { MaxDegreeOfParallelism = _repository.Parallelism, CancellationToken = cancellationToken }, async (referrer, token) =>
            {
                if (!await PutAsync(referrer, token).ConfigureAwait(false))
                {
                    lock (unlisted)
                    {
                        unlisted.Add(referrer);
                    }
                }
            }).ConfigureAwait(false);
            left.RemoveAll(next.Contains);
        }

        return unlisted;
    }

    // Writers replace such a manifest as a whole, without locks: whoever wrote looks whether what it wrote is there.
    private async Task PushTaggedAsync(TaggedAttachments under, CancellationToken cancellationToken)
    {
        const int mostRounds = 10;
        for (int round = 0; round < mostRounds; round++)
        {
            TaggedAttachments? there = await RegistryStore.FindTaggedAsync(_repository, under.Subject, under.Suffix, cancellationToken).ConfigureAwait(false);
            TaggedAttachments merged = there?.With(under.Contents) ?? under;
            if (there is not null && merged.Contents.Length == there.Contents.Length)
            {
                return;
            }

            await PushBlobsAsync([.. under.Contents.Select(content => content.Content), merged.Config], cancellationToken).ConfigureAwait(false);
            await _repository.PutManifestAsync(new RegistryManifest(merged.Manifest.Value.MediaType, merged.Manifest.Bytes), under.Tag, cancellationToken).ConfigureAwait(false);
        }

        throw new RegistryException(RegistryFault.ReferrersContended, $"The tag {_repository.Name}:{under.Tag} is set by others again and again; {mostRounds} tries did not make it hold the signature.");
    }

    // The largest first, so that none is left over at the end. The client bounds how many go at once; the first failure ends them all.
    private async Task PushBlobsAsync(IEnumerable<BlobSource> blobs, CancellationToken cancellationToken)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        Task[] pushes = [.. blobs.Where(blob => !_there.ContainsKey(blob.Digest)).DistinctBy(blob => blob.Digest).OrderByDescending(blob => blob.Size).Select(async blob =>
        {
            try
            {
                await _repository.PushBlobAsync(blob, SeenIn is { } seen ? [.. MountFrom.Union(seen(blob.Digest), StringComparer.Ordinal)] : MountFrom, failed.Token).ConfigureAwait(false);
                _there.TryAdd(blob.Digest, true);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref first, exception, null);
                await failed.CancelAsync().ConfigureAwait(false);
            }
        })];
        await Task.WhenAll(pushes).ConfigureAwait(false);
        if (first is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>
    /// Stores a manifest under its digest and reads it back: a registry that changes what it stores must not come to be named by a tag. Of what no tag names, an
    /// attachment, it is enough that the registry says the digest of what it stored.
    /// </summary>
    /// <returns>Whether the registry lists it under its subject by itself.</returns>
    private async Task<bool> PutAsync(PushedManifest pushed, CancellationToken cancellationToken)
    {
        (Digest? subject, bool named) = await _repository.StoreManifestAsync(pushed.Manifest, null, cancellationToken).ConfigureAwait(false);
        if (named && pushed.Subject is not null)
        {
            return subject == pushed.Subject;
        }

        string digest = pushed.Manifest.Descriptor.Digest.ToString();
        RegistryManifest stored = await _repository.Transport.Retries.RunAsync(
            $"Manifest {digest} of {_repository.Name}",
            async token => await _repository.FindManifestAsync(digest, token).ConfigureAwait(false)
                ?? throw new PassingFault(RegistryFault.NotFound, "the registry does not have it after taking it") { MostRetries = PassingFault.RetriesOfUnknown },
            cancellationToken).ConfigureAwait(false);
        return stored.MediaType == pushed.Manifest.MediaType
            ? pushed.Subject is null || subject == pushed.Subject
            : throw new RegistryException(
                RegistryFault.ContentMismatch, $"Manifest {pushed.Manifest.Descriptor.Digest} of {_repository.Name} comes back as '{stored.MediaType}' where '{pushed.Manifest.MediaType}' was pushed.");
    }
}
