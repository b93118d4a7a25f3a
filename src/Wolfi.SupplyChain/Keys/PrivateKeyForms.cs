using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>Tells the forms of private keys apart, and says of every other what it is.</summary>
public static class PrivateKeyForms
{
    private const string EcParameters = "EC PARAMETERS";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    /// <summary>The form of the key in a PEM text.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">
    /// <see cref="EvidenceFault.UnusableKey"/>: it holds no private key, or one of another form; <see cref="EvidenceFault.CosignKey"/>: it is a <c>cosign.key</c>.
    /// </exception>
    public static PrivateKeyForm Of(string pem, string name) => Read(pem, name).Form;

    /// <summary>Iterations of PBKDF2 that the password of an encrypted key goes through; null where the key is not encrypted.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">As <see cref="Of"/>.</exception>
    public static int? IterationsOf(string pem, string name) =>
        Read(pem, name) is (PrivateKeyForm.EncryptedPkcs8, { } bytes) ? IterationsOf(bytes, name) : null;

    /// <summary>The form and the DER bytes of the first private key in a PEM text.</summary>
    internal static (PrivateKeyForm Form, byte[] Bytes) Read(string pem, string name)
    {
        (string label, byte[] bytes) = Find(pem, name);
        switch (label)
        {
            case "PRIVATE KEY":
                return (PrivateKeyForm.Pkcs8, bytes);
            case "EC PRIVATE KEY" when pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal):
                throw Refused($"{name} is encrypted in OpenSSL's old way; 'openssl pkcs8 -topk8' makes PKCS#8 of it.");
            case "EC PRIVATE KEY":
                return (PrivateKeyForm.Sec1, bytes);
            case "ENCRYPTED PRIVATE KEY":
                _ = IterationsOf(bytes, name);
                return (PrivateKeyForm.EncryptedPkcs8, bytes);
            case "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY":
                throw new EvidenceException(EvidenceFault.CosignKey, $"{name} is encrypted in cosign's own way (scrypt and secretbox).");
            case "RSA PRIVATE KEY":
                throw Refused($"{name} is an RSA key; images are signed with ECDSA on the curve P-256.");
            case VerificationKey.PemLabel:
                throw Refused($"{name} is a public key, where the private one is needed.");
            default:
                throw Refused($"{name} holds a '{Shown.Text(label)}', which is no form of private key that is read here.");
        }
    }

    // OpenSSL writes the curve's parameters before the key.
    private static (string Label, byte[] Bytes) Find(string pem, string name)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Length <= Limits.KeyCharacters)
        {
            for (ReadOnlySpan<char> rest = pem; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
            {
                string label = rest[fields.Label].ToString();
                if (label != EcParameters)
                {
                    byte[] bytes = new byte[fields.DecodedDataLength];
                    return Convert.TryFromBase64Chars(rest[fields.Base64Data], bytes, out int count) ? (label, bytes[..count]) : throw Refused($"{name} holds damaged base64.");
                }
            }

            // Its headers make it no strict PEM.
            if (pem.Contains("-----BEGIN EC PRIVATE KEY-----", StringComparison.Ordinal))
            {
                return ("EC PRIVATE KEY", []);
            }
        }

        throw Refused($"{name} holds no private key in PEM form.");
    }

    // RFC 8018, appendix A. A password is tried only with a bounded number of iterations.
    private static int IterationsOf(byte[] bytes, string name)
    {
        try
        {
            AsnReader algorithm = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            if (algorithm.ReadObjectIdentifier() is not Pbes2)
            {
                throw Refused($"{name} is encrypted in a way older than PBES2; 'openssl pkcs8 -topk8' encrypts it anew.");
            }

            AsnReader derivation = algorithm.ReadSequence().ReadSequence();
            if (derivation.ReadObjectIdentifier() is not Pbkdf2)
            {
                throw Refused($"{name} derives its key by another function than PBKDF2; 'openssl pkcs8 -topk8' encrypts it anew.");
            }

            AsnReader parameters = derivation.ReadSequence();
            parameters.ReadOctetString();
            return parameters.TryReadInt32(out int iterations) && iterations is > 0 and <= Limits.KeyIterations
                ? iterations
                : throw Refused(FormattableString.Invariant($"{name} asks for more than {Limits.KeyIterations} iterations of PBKDF2."));
        }
        catch (AsnContentException exception)
        {
            throw new EvidenceException(EvidenceFault.UnusableKey, $"{name} is damaged.", exception);
        }
    }

    private static EvidenceException Refused(string message) => new(EvidenceFault.UnusableKey, message);
}
