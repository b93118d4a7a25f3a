using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>How a key signs.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Hash">The hash.</param>
/// <param name="Bits">The key's size.</param>
internal sealed record SignatureScheme(SignatureKind Kind, HashAlgorithmName Hash, int Bits);
