using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>Which services sign: Sigstore's signing configuration, version 0.2 (protobuf-specs, sigstore_trustroot.proto, in proto3's JSON).</summary>
public sealed record SigningConfiguration
{
    /// <summary>Media type of version 0.2.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.signingconfig.v0.2+json";

    /// <summary>Authorities that issue certificates to identities.</summary>
    public ImmutableArray<SigstoreService> Authorities { get; init; } = [];

    /// <summary>Transparency logs.</summary>
    public ImmutableArray<SigstoreService> Logs { get; init; } = [];

    /// <summary>How many logs are asked.</summary>
    public ServiceSelector LogSelector { get; init; }

    /// <summary>How many logs <see cref="ServiceSelector.Exact"/> means.</summary>
    public int LogCount { get; init; } = 1;

    /// <summary>Timestamp servers.</summary>
    public ImmutableArray<SigstoreService> TimestampServers { get; init; } = [];

    /// <summary>How many timestamp servers are asked.</summary>
    public ServiceSelector TimestampSelector { get; init; }

    /// <summary>How many timestamp servers <see cref="ServiceSelector.Exact"/> means.</summary>
    public int TimestampCount { get; init; } = 1;

    /// <summary>Reads a configuration. It is strict: no member that is not known, no URL that a secret should not go to.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, of another version, too large, or has members that are not known.</exception>
    public static SigningConfiguration Read(ReadOnlyMemory<byte> bytes, string name) => SigningConfigurationJson.Read(bytes, name);

    /// <summary>
    /// The services to ask, of those that serve at a time and speak a version that is spoken here: of each operator the one with the newest version, and of these
    /// the one that began last; then as many as the selector says.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="selector">How many are wanted.</param>
    /// <param name="count">What <see cref="ServiceSelector.Exact"/> means.</param>
    /// <param name="time">The time.</param>
    /// <param name="versions">The versions that are spoken here.</param>
    /// <returns>The services; none where there are fewer than the selector wants.</returns>
    public static ImmutableArray<SigstoreService> Select(
        ImmutableArray<SigstoreService> services, ServiceSelector selector, int count, DateTimeOffset time, params ReadOnlySpan<int> versions)
    {
        List<SigstoreService> serving = [];
        foreach (SigstoreService service in services)
        {
            if (versions.Contains(service.MajorVersion) && service.ValidFrom <= time && !(service.ValidUntil <= time))
            {
                serving.Add(service);
            }
        }

        ImmutableArray<SigstoreService> best =
        [
            .. serving.GroupBy(service => service.Operator, StringComparer.Ordinal)
                .Select(group => group.OrderByDescending(service => service.MajorVersion).ThenByDescending(service => service.ValidFrom).First())
                .OrderByDescending(service => service.MajorVersion),
        ];
        int wanted = selector switch { ServiceSelector.All => best.Length, ServiceSelector.Exact => count, _ => 1 };
        return best.Length >= wanted ? best[..wanted] : [];
    }
}
