namespace Wolfi.SupplyChain.Envelopes;

/// <summary>One signature of an envelope.</summary>
/// <param name="Signature">The signature's bytes.</param>
/// <param name="KeyId">A hint at the key; null where none is given, which is how other verifiers want it. It proves nothing.</param>
public sealed record EnvelopeSignature(ReadOnlyMemory<byte> Signature, string? KeyId = null);
