using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Registries;

/// <summary>One push to one place: its connections, what it has brought there, and what it counts.</summary>
internal sealed class OpenPush : IDisposable
{
    private readonly PushCounter _counter = new();
    private readonly PushTarget _target;
    private readonly Lazy<LayersOfRegistry?> _seen;
    private readonly RegistryClient _client;
    private readonly RegistryRepository _repository;
    private readonly ImagePush _push;

    /// <summary>Opens it; nothing is asked yet.</summary>
    /// <param name="access">How to speak to registries.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="places">Remembers where layers are; null for nothing.</param>
    public OpenPush(RegistryAccess access, PushTarget target, LayerPlaces? places)
    {
        access.WarnIfInsecure(target.Repository.Registry);
        _target = target;
        _seen = new Lazy<LayersOfRegistry?>(() => places?.Of(target.Repository.Registry));
        _client = access.Open(RegistryUse.Push, _counter.Count);
        _repository = _client.Open(target.Repository);
        _push = new ImagePush(_repository) { MountFrom = target.MountFrom, SeenIn = digest => _seen.Value?.Find(digest) ?? [] };
    }

    /// <summary>Digest of what a tag names there; null for nothing.</summary>
    /// <exception cref="RegistryException">The registry does not answer.</exception>
    public Task<Digest?> FindDigestAsync(string tag, CancellationToken cancellationToken) => _repository.FindDigestAsync(tag, cancellationToken);

    /// <summary>Asks for blobs whether the registry has them.</summary>
    /// <exception cref="RegistryException">The registry does not answer.</exception>
    public Task FindAsync(IEnumerable<(Digest Digest, long Size)> blobs, CancellationToken cancellationToken) => _push.FindAsync(blobs, cancellationToken);

    /// <summary>Asks for images whether the registry has them, and with them blobs that they name.</summary>
    /// <exception cref="RegistryException">The registry does not answer.</exception>
    public Task FindImagesAsync(IEnumerable<(Digest Manifest, ImmutableArray<(Digest Digest, long Size)> Blobs)> images, CancellationToken cancellationToken) =>
        _push.FindImagesAsync(images, cancellationToken);

    /// <summary>Sends the blobs that are at hand, and asks for the others whether the registry has them.</summary>
    /// <exception cref="RegistryException">The registry does not answer, or does not take one.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public Task BeginAsync(IEnumerable<BlobSource> blobs, CancellationToken cancellationToken) => _push.BeginAsync(blobs, cancellationToken);

    /// <summary>Stores all of it but for the tags that were asked for: only they are left to <see cref="RunAsync"/> then.</summary>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public Task StoreAsync(PushContent content, CancellationToken cancellationToken) => _push.StoreAsync(content, cancellationToken);

    /// <summary>Pushes all that is not there yet; tags come after what they name, and attachments last.</summary>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    /// <exception cref="OciException">A blob can't be read, or is not what it should be.</exception>
    public async Task<PushResult> RunAsync(PushContent content, CancellationToken cancellationToken)
    {
        await _push.RunAsync(content, _target.Tags, cancellationToken).ConfigureAwait(false);
        _seen.Value?.Remember(_target.Repository.Repository, content.Manifests.SelectMany(manifest => manifest.Blobs));
        return new PushResult
        {
            Reference = _target.Repository.WithDigest(content.Root.Digest),
            Tags = _target.Tags,
            Attachments = content.Referrers.Length + content.Tagged.Sum(under => under.Contents.Length),
            Blobs = content.Blobs.Count(),
            PushedBlobs = _counter.Blobs,
            PushedBytes = _counter.Bytes,
            MountedBlobs = _counter.Mounted,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
