using System.Security.Cryptography;
using System.Text;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>What is said to an authority that issues certificates to identities, and what it answers (Fulcio's API, version 2: <c>/api/v2/signingCert</c>).</summary>
public static class CertificateMessages
{
    private const string PemLabel = "CERTIFICATE";

    /// <summary>Asks for a certificate of a key. It holds the token, which is a secret.</summary>
    /// <param name="token">Who asks.</param>
    /// <param name="signer">The key, which proves that it is there by signing the token's subject.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> RequestAsync(IdentityToken token, ISigner signer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(signer);
        ReadOnlyMemory<byte> proof = await signer.SignDataAsync(Encoding.UTF8.GetBytes(token.Subject), cancellationToken).ConfigureAwait(false);
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Name("credentials");
        writer.StartObject();
        writer.Member("oidcIdentityToken", token.Text);
        writer.EndObject();
        writer.Name("publicKeyRequest");
        writer.StartObject();
        writer.Name("publicKey");
        writer.StartObject();
        writer.Member("algorithm", "ECDSA");
        writer.Member("content", signer.PublicKey.Pem);
        writer.EndObject();
        writer.Member("proofOfPossession", Convert.ToBase64String(proof.Span));
        writer.EndObject();
        writer.EndObject();
        return writer.Bytes;
    }

    /// <summary>Reads the answer: the first certificate of the chain, which must be of the key that was asked about.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="EvidenceException">It is damaged, holds no such certificate, or one of another key.</exception>
    public static SigningCertificate ReadAnswer(ReadOnlyMemory<byte> bytes, string name, VerificationKey key) => JsonPart.Read(bytes, name, top =>
    {
        ArgumentNullException.ThrowIfNull(key);
        JsonPart issued = top.Find("signedCertificateEmbeddedSct") ?? top.Find("signedCertificateDetachedSct") ?? throw top.Fault("holds no certificate");
        JsonPart[] chain = [.. issued.Require("chain").Require("certificates").Items(Limits.ChainCertificates)];
        JsonPart first = chain.Length > 0 ? chain[0] : throw issued.Fault("has an empty chain");
        SigningCertificate certificate = SigningCertificate.Read(FromPem(first), "The certificate");
        return certificate.PublicKey.Equals(key) ? certificate : throw first.Fault(EvidenceFault.WrongSubject, "is of another key than the one that was asked about");
    });

    /// <summary>A certificate in PEM form, with a line feed at the end.</summary>
    /// <param name="certificate">The certificate.</param>
    public static string ToPem(SigningCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return PemEncoding.WriteString(PemLabel, certificate.Bytes.Span) + "\n";
    }

    private static byte[] FromPem(JsonPart part)
    {
        string text = part.AsText();
        if (text.Length > Limits.KeyCharacters || !PemEncoding.TryFind(text, out PemFields fields) || text[fields.Label] != PemLabel)
        {
            throw part.Fault("is no certificate in PEM form");
        }

        byte[] bytes = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], bytes, out int count) ? bytes[..count] : throw part.Fault("is no certificate in PEM form");
    }
}
