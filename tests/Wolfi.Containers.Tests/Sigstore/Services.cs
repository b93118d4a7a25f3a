using System.Collections.Immutable;
using Wolfi.Containers.Sigstore;
using Wolfi.Oci;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Tests.Sigstore;

/// <summary>Values for tests that ask services.</summary>
internal static class Services
{
    public static readonly Digest Image = Digest.Of("image"u8);

    /// <summary>The statement of an image's signature.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Statements => [new SignedImage { Digest = Image, Repository = "ghcr.io/team/app" }.ToStatement().ToBytes()];

    /// <summary>Tries again at once.</summary>
    public static ServiceTiming Quick { get; } = new() { Answer = TimeSpan.FromSeconds(10), Pauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)] };

    /// <summary>The services at an address, in the kit's and the fakes' places.</summary>
    public static SigstoreSettings At(string url, int log, string? timestamps = null, bool keyless = true) => new()
    {
        Keyless = keyless,
        Configuration = new SigningConfiguration
        {
            Authorities = [new SigstoreService(new Uri(url), 1)],
            Logs = log == 0 ? [] : [new SigstoreService(new Uri(log == 1 ? url : $"{url}/v2"), log)],
            TimestampServers = timestamps is null ? [] : [new SigstoreService(new Uri(timestamps), 1)],
        },
    };

    /// <summary>A trusted root with one authority and nothing else.</summary>
    public static string RootOf(byte[] certificate) =>
        $$$"""
        {"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1",
         "certificateAuthorities":[{"subject":{"organization":"example","commonName":"example"},"uri":"https://ca.example.org",
           "certChain":{"certificates":[{"rawBytes":"{{{Convert.ToBase64String(certificate)}}}"}]},"validFor":{"start":"2020-01-01T00:00:00Z"}}]}
        """;
}
