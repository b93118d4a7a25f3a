using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Containers.Verification;

/// <summary>A signed statement about the image that counts.</summary>
/// <param name="PredicateType">What kind of statement it is.</param>
/// <param name="Proof">Who signed it, and what proves that.</param>
public sealed record VerifiedEvidence(string PredicateType, SignatureProof Proof);
