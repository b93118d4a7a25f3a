using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>A statement about an image alone, signed by a key of the policy.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Key">The key.</param>
internal sealed record ProvedStatement(Statement Statement, VerificationKey Key);
