namespace Wolfi.SupplyChain.Envelopes;

/// <summary>Knows a key, or whose keys count.</summary>
public interface IEnvelopeVerifier
{
    /// <summary>Whether the signature is of these bytes, by a key that counts.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="signedBytes">What is signed: <see cref="Envelope.SignedBytes"/>.</param>
    bool Verify(EnvelopeSignature signature, ReadOnlySpan<byte> signedBytes);
}
