using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>What a transparency log is told of: an envelope with one signature, and who verifies it.</summary>
/// <param name="Envelope">The envelope.</param>
/// <param name="Key">The key that signed.</param>
/// <param name="Certificate">Its certificate; null for a key without one.</param>
public sealed record LoggedSignature(Envelope Envelope, VerificationKey Key, SigningCertificate? Certificate)
{
    /// <summary>The signature.</summary>
    internal ReadOnlyMemory<byte> Signature => Envelope.Signatures[0].Signature;

    /// <summary>Of the signed bytes; a log of version 2 knows envelopes by it.</summary>
    internal byte[] SignedDigest => SHA256.HashData(Envelope.SignedBytes.Span);

    /// <summary>The certificate's or key's DER.</summary>
    internal ReadOnlyMemory<byte> VerifierBytes => Certificate?.Bytes ?? Key.SubjectPublicKeyInfo;

    /// <summary>The certificate or key in PEM form.</summary>
    internal byte[] VerifierPem => Encoding.ASCII.GetBytes(Certificate is null ? Key.Pem : CertificateMessages.ToPem(Certificate));

    /// <summary>What a log knows of a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="key">The key that signed it.</param>
    /// <param name="certificate">Its certificate; null for a key without one.</param>
    public static LoggedSignature Of(SigstoreBundle bundle, VerificationKey key, SigningCertificate? certificate)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new LoggedSignature(bundle.Envelope, key, certificate);
    }
}
