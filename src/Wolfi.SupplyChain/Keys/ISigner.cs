namespace Wolfi.SupplyChain.Keys;

/// <summary>Makes signatures with one private key, wherever that key lies. It may serve one caller at a time.</summary>
public interface ISigner : IDisposable
{
    /// <summary>The public half of the key, as far as the signer says.</summary>
    VerificationKey PublicKey { get; }

    /// <summary>Signs a SHA-256. What comes back has not been checked: <see cref="CheckedSigning"/> does that.</summary>
    /// <param name="digest">The 32 bytes of the hash.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>An ECDSA signature as ASN.1 DER sequence of r and s (RFC 3279, section 2.2.3).</returns>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>: whoever holds the key did not sign.</exception>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);
}
