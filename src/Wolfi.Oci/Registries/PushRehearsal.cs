using System.Collections.Concurrent;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>
/// A registry for pushes that go nowhere: their connections end in this process (<see cref="RehearsedConnection"/>). A push to it loads and compiles what a real one
/// needs, at a time when nobody waits for it.
/// </summary>
public sealed class PushRehearsal : IDisposable
{
    private const long LargestSent = 64 * 1024;

    private readonly ConcurrentDictionary<string, RehearsedManifest> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _there = new(StringComparer.Ordinal);
    private readonly Lazy<RegistryClient> _client;

    /// <summary>Makes one; nothing is done yet.</summary>
    public PushRehearsal() => _client = new Lazy<RegistryClient>(() => Open(new RegistryClientOptions()));

    /// <summary>Where such a push goes.</summary>
    public static ImageReference Nowhere { get; } = ImageReference.Parse("localhost:1/rehearsal");

    /// <summary>How many manifests were pushed, each name of one counted.</summary>
    public int Manifests => _manifests.Count;

    /// <summary>A client of this registry, whatever host it is asked for.</summary>
    /// <param name="options">How it works otherwise.</param>
    public RegistryClient Open(RegistryClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegistryClient(options with
        {
            Configure = handler => handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new RehearsedConnection(_manifests, _there)),
        });
    }

    /// <summary>Has the registry answer that it has the large ones of some blobs: sending them would take time and teach nothing.</summary>
    public void ExpectLarge(IEnumerable<BlobSource> blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        foreach (BlobSource blob in blobs.Where(blob => blob.Size > LargestSent))
        {
            _there.TryAdd(blob.Digest.ToString(), true);
        }
    }

    /// <summary>Asks whether an image is there, as a push does that may have nothing to send.</summary>
    public Task FindAsync(CancellationToken cancellationToken) => _client.Value.Open(Nowhere).FindDigestAsync(ImageReference.DefaultTag, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }
}
