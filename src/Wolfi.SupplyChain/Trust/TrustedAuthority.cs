using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Trust;

/// <summary>An authority that is trusted: for certificates of signers (Fulcio), or for timestamps (RFC 3161).</summary>
public sealed record TrustedAuthority
{
    /// <summary>Where it is; a name for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Its DER certificates, from the one that is used first to the self-signed one that is trusted.</summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>When it is trusted.</summary>
    public required ValidityWindow ValidFor { get; init; }
}
