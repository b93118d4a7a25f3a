namespace Wolfi.SupplyChain.Proofs;

/// <summary>What an entry of a log must be about.</summary>
/// <param name="Payload">The statement.</param>
/// <param name="SignedBytes">What was signed: type and statement.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Certificate">The DER certificate of who signed; empty where it was a key.</param>
/// <param name="Key">The DER SubjectPublicKeyInfo of the key.</param>
internal sealed record SignedEntry(ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> SignedBytes, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> Key);
