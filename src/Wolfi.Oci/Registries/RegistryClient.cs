using System.Collections.Concurrent;
using Wolfi.Concurrency;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>Pulls from and pushes to registries (OCI distribution-spec 1.1). Safe for use by several threads; keeps connections and tokens for its own life.</summary>
public sealed class RegistryClient : IDisposable
{
    private readonly RegistryClientOptions _options;
    private readonly ConcurrentDictionary<string, Lazy<RegistryTransport>> _transports = new(StringComparer.Ordinal);
    // Apart: what is sent may be fetched from a registry itself, while it is being sent.
    private readonly SemaphoreSlim _sending;
    private readonly SemaphoreSlim _fetching;
    private readonly SingleFlight<(string Registry, string Repository, Digest Digest), bool> _flights = new();

    /// <summary>Makes a client; nothing is connected yet.</summary>
    public RegistryClient(RegistryClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Parallelism);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ChunkSize);
        _options = options;
        _sending = new SemaphoreSlim(options.Parallelism);
        _fetching = new SemaphoreSlim(options.Parallelism);
    }

    /// <summary>The repository of a reference; its tag and digest don't matter.</summary>
    public RegistryRepository Open(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        RegistryHost host = RegistryHost.Of(reference.Registry, _options.InsecureRegistries);
        RegistryTransport transport = _transports.GetOrAdd(host.Authority, _ => new Lazy<RegistryTransport>(() => new RegistryTransport(host, _options))).Value;
        return new RegistryRepository(host, reference.Repository, transport, _options, _sending, _fetching, _flights);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<RegistryTransport> transport in _transports.Values.Where(transport => transport.IsValueCreated))
        {
            transport.Value.Dispose();
        }

        _sending.Dispose();
        _fetching.Dispose();
    }
}
