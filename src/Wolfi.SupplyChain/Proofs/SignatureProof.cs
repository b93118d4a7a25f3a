using System.Collections.Immutable;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>Who signed, and what proves it beside the signature.</summary>
public sealed record SignatureProof
{
    /// <summary>The key that signed; null where an identity did.</summary>
    public VerificationKey? Key { get; init; }

    /// <summary>The identity that signed; null where a key did.</summary>
    public SigningIdentity? Identity { get; init; }

    /// <summary>The logs that hold the signature.</summary>
    public ImmutableArray<string> Logs { get; init; } = [];

    /// <summary>When it was there at the latest, as logs and authorities attest.</summary>
    public ImmutableArray<DateTimeOffset> Times { get; init; } = [];
}
