using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>Signs, and hands out no signature that the signer's own public key does not verify: a helper may answer with another key, or with anything.</summary>
public static class CheckedSigning
{
    /// <summary>Signs data and verifies the signature.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="data">What is signed, by its SHA-256.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>: nobody signed, or what came back is no signature of this data by that key.</exception>
    public static async Task<ReadOnlyMemory<byte>> SignDataAsync(this ISigner signer, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ReadOnlyMemory<byte> signature = await signer.SignAsync(SHA256.HashData(data.Span), cancellationToken).ConfigureAwait(false);
        return signer.PublicKey.Verify(data.Span, signature.Span)
            ? signature
            : throw new EvidenceException(EvidenceFault.SigningFailed, $"What came back is no signature by the key {signer.PublicKey.Fingerprint}.");
    }
}
