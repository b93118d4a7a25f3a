using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Trust;

/// <summary>
/// Whom a verifier of keyless signatures trusts: a Sigstore trusted root (protobuf-specs, sigstore_trustroot.proto, versions 0.1 and 0.2), such as the target
/// <c>trusted_root.json</c> of Sigstore's update framework repository. It comes from a file that the user got over a way of trust.
/// </summary>
public sealed record TrustedRoot
{
    /// <summary>Logs of signatures.</summary>
    public required ImmutableArray<TrustedLog> Logs { get; init; }

    /// <summary>Authorities that give certificates to signers.</summary>
    public required ImmutableArray<TrustedAuthority> CertificateAuthorities { get; init; }

    /// <summary>Logs of those certificates.</summary>
    public required ImmutableArray<TrustedLog> CertificateLogs { get; init; }

    /// <summary>Authorities that give timestamps.</summary>
    public required ImmutableArray<TrustedAuthority> TimestampAuthorities { get; init; }

    /// <summary>Reads a trusted root from JSON.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, of another version, too large, has members that are not known, or trusts nobody.</exception>
    public static TrustedRoot Read(ReadOnlyMemory<byte> bytes, string name) => TrustedRootJson.Read(bytes, name);
}
