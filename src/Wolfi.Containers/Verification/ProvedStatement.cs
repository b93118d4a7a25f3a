using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>A statement about an image alone, signed by somebody whom the policy names.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Proof">Who signed it, and what proves that.</param>
internal sealed record ProvedStatement(Statement Statement, SignatureProof Proof);
