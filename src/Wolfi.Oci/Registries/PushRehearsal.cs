using System.Collections.Concurrent;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>
/// The way of a push, gone without a network: its connections end in this process (<see cref="RehearsedConnection"/>). It loads and compiles what a real push needs,
/// at a time when nobody waits for it.
/// </summary>
public sealed class PushRehearsal : IDisposable
{
    private const long LargestBlob = 64 * 1024;

    private static readonly ImageReference s_nowhere = ImageReference.Parse("localhost:1/rehearsal");

    private readonly ConcurrentDictionary<string, RehearsedManifest> _manifests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _there = new(StringComparer.Ordinal);
    private readonly RegistryClient _client;
    private readonly RegistryRepository _repository;

    /// <summary>Makes one; nothing is done yet.</summary>
    public PushRehearsal()
    {
        _client = new RegistryClient(new RegistryClientOptions
        {
            Configure = handler => handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new RehearsedConnection(_manifests, _there)),
        });
        _repository = _client.Open(s_nowhere);
    }

    /// <summary>How many manifests were pushed, each name of one counted.</summary>
    public int Manifests => _manifests.Count;

    /// <summary>Asks whether an image is there, as a push does that may have nothing to send.</summary>
    public Task FindAsync(CancellationToken cancellationToken) => _repository.FindDigestAsync(ImageReference.DefaultTag, cancellationToken);

    /// <summary>Pushes an image of which the registry has the large blobs.</summary>
    /// <param name="content">The image.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task PushAsync(PushContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        foreach (BlobSource blob in content.Blobs.Where(blob => blob.Size > LargestBlob))
        {
            _there.Add(blob.Digest.ToString());
        }

        ImagePush push = new(_repository);
        await push.FindAsync(content.Blobs.Where(blob => blob.Size > LargestBlob).Select(blob => (blob.Digest, blob.Size)), cancellationToken).ConfigureAwait(false);
        await push.BeginAsync(content.Manifests[0].Blobs, cancellationToken).ConfigureAwait(false);
        await push.RunAsync(content, [ImageReference.DefaultTag], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
