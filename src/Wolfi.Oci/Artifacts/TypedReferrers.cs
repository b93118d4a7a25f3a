using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Artifacts;

/// <summary>
/// What of one type is attached to an image. To an image in a registry anybody may attach anything, as often as they like: reading is bounded there, what is
/// small comes first so that nothing large keeps it from being read, and what can't be read is told and counted instead of failing.
/// </summary>
public sealed class TypedReferrers
{
    private const int Ahead = 32;

    private readonly ImageStore _store;
    private readonly ImmutableArray<(Digest Artifact, Descriptor Content)> _artifacts;

    private TypedReferrers(ImageStore store, ImmutableArray<(Digest Artifact, Descriptor Content)> artifacts, ImmutableArray<string> unread)
    {
        _store = store;
        _artifacts = artifacts;
        Unread = unread;
    }

    /// <summary>Why others are not read, one sentence without its full stop each. Empty for a layout or archive, where what can't be read throws.</summary>
    public ImmutableArray<string> Unread { get; }

    /// <summary>Finds them.</summary>
    /// <param name="store">Where the image is.</param>
    /// <param name="subject">The image's manifest, or an index.</param>
    /// <param name="type">The artifact type.</param>
    /// <param name="mostBytes">Bytes that the one content of an artifact may have.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">In a layout or archive: a document is damaged or missing, or names the subject's digest with another size or media type.</exception>
    public static TypedReferrers Find(ImageStore store, Descriptor subject, string type, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(subject);
        List<string> unread = [];
        Descriptor[] manifests = Affordable(
            store,
            [.. store.Index.Value.Manifests
                .Where(entry => entry.MediaType == MediaTypes.ImageManifest && entry.Digest != subject.Digest && (entry.ArtifactType is null || entry.ArtifactType == type))
                .DistinctBy(entry => entry.Digest)],
            static entry => entry,
            Limits.DocumentBytes,
            unread);
        List<(Digest Artifact, Descriptor Content)> artifacts = [];
        foreach (Descriptor[] some in manifests.Chunk(Ahead))
        {
            store.Prefetch(some, cancellationToken);
            foreach (Descriptor entry in some)
            {
                try
                {
                    Document<ImageManifest> manifest = store.ReadManifest(entry, cancellationToken);
                    if (Referrers.IsOf(manifest, subject) && Referrers.From(store, manifest) is { Content: [_] } artifact && artifact.Type == type)
                    {
                        artifacts.Add((manifest.Digest, manifest.Value.Layers[0]));
                    }
                }
                catch (OciException exception) when (store.IsShared)
                {
                    unread.Add(exception.Message.TrimEnd('.'));
                }
            }

            store.Forget(some);
        }

        return new TypedReferrers(store, [.. Affordable(store, [.. artifacts], static artifact => artifact.Content, mostBytes, unread)], [.. unread]);
    }

    /// <summary>The content of each, in a fixed order: that of the list in a layout, by size in a registry. Each is to be read before the next is asked for.</summary>
    public IEnumerable<(Digest Artifact, BlobSource Content)> Contents(CancellationToken cancellationToken)
    {
        foreach ((Digest Artifact, Descriptor Content)[] some in _artifacts.Chunk(Ahead))
        {
            Descriptor[] small = [.. some.Select(artifact => artifact.Content).Where(content => content.Size <= Limits.DocumentBytes)];
            _store.Prefetch(small, cancellationToken);
            foreach ((Digest artifact, Descriptor content) in some)
            {
                yield return (artifact, _store.GetBlob(content));
            }

            _store.Forget(small);
        }
    }

    private static T[] Affordable<T>(ImageStore store, T[] all, Func<T, Descriptor> describe, long mostBytes, List<string> unread)
    {
        if (!store.IsShared)
        {
            return all;
        }

        long left = Limits.AttachedBytes;
        T[] affordable = [.. all.OrderBy(item => describe(item).Size).TakeWhile(item => describe(item).Size <= mostBytes && (left -= describe(item).Size) >= 0)];
        unread.AddRange(Enumerable.Repeat(
            $"Of what is attached in {store.Name}, nothing of more than {mostBytes} bytes is read, and {Limits.AttachedBytes} bytes in all",
            all.Length - affordable.Length));
        return affordable;
    }
}
