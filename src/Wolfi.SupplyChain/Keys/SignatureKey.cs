using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>A public key of a log or of a certificate, with the one way to sign that it is used with. It verifies signatures and nothing else.</summary>
public sealed class SignatureKey
{
    private const int LeastRsaBits = 2048;

    private static readonly SignatureScheme s_ed25519 = new(SignatureKind.Ed25519, HashAlgorithmName.SHA512, 256);

    // The names are those of PublicKeyDetails (protobuf-specs, sigstore_common.proto).
    private static readonly FrozenDictionary<string, SignatureScheme> Schemes = new Dictionary<string, SignatureScheme>
    {
        ["PKIX_ECDSA_P256_SHA_256"] = new(SignatureKind.Ecdsa, HashAlgorithmName.SHA256, 256),
        ["PKIX_ECDSA_P384_SHA_384"] = new(SignatureKind.Ecdsa, HashAlgorithmName.SHA384, 384),
        ["PKIX_ECDSA_P521_SHA_512"] = new(SignatureKind.Ecdsa, HashAlgorithmName.SHA512, 521),
        ["PKIX_ECDSA_P384_SHA_256"] = new(SignatureKind.Ecdsa, HashAlgorithmName.SHA256, 384),
        ["PKIX_ECDSA_P521_SHA_256"] = new(SignatureKind.Ecdsa, HashAlgorithmName.SHA256, 521),
        ["PKIX_ED25519"] = s_ed25519,
        ["PKIX_RSA_PKCS1V15_2048_SHA256"] = new(SignatureKind.Rsa, HashAlgorithmName.SHA256, 2048),
        ["PKIX_RSA_PKCS1V15_3072_SHA256"] = new(SignatureKind.Rsa, HashAlgorithmName.SHA256, 3072),
        ["PKIX_RSA_PKCS1V15_4096_SHA256"] = new(SignatureKind.Rsa, HashAlgorithmName.SHA256, 4096),
        ["PKIX_RSA_PSS_2048_SHA256"] = new(SignatureKind.RsaPss, HashAlgorithmName.SHA256, 2048),
        ["PKIX_RSA_PSS_3072_SHA256"] = new(SignatureKind.RsaPss, HashAlgorithmName.SHA256, 3072),
        ["PKIX_RSA_PSS_4096_SHA256"] = new(SignatureKind.RsaPss, HashAlgorithmName.SHA256, 4096),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // SubjectPublicKeyInfo up to the key's bytes: algorithm 1.3.101.112 without parameters, a bit string of 32 bytes (RFC 8410).
    private static ReadOnlySpan<byte> Ed25519Prefix => [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly SignatureScheme? _scheme;

    private SignatureKey(byte[] subjectPublicKeyInfo, SignatureScheme? scheme)
    {
        SubjectPublicKeyInfo = subjectPublicKeyInfo;
        _scheme = scheme;
    }

    /// <summary>The DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>False where the key is of a kind whose signatures are not verified here: it verifies none.</summary>
    public bool IsUsable => _scheme is not null;

    /// <summary>Whether it is an Ed25519 key.</summary>
    internal bool IsEd25519 => _scheme?.Kind == SignatureKind.Ed25519;

    /// <summary>The bytes of an Ed25519 key.</summary>
    internal ReadOnlyMemory<byte> RawKey => SubjectPublicKeyInfo[^Ed25519.KeyBytes..];

    /// <summary>Reads a key.</summary>
    /// <param name="subjectPublicKeyInfo">The DER SubjectPublicKeyInfo, nothing after it.</param>
    /// <param name="details">Kind and hash, by a name of Sigstore's <c>PublicKeyDetails</c>. One that is not known gives a key that verifies nothing.</param>
    /// <returns>The key; null where it is none of that kind.</returns>
    public static SignatureKey? Read(ReadOnlySpan<byte> subjectPublicKeyInfo, string details)
    {
        SignatureScheme? scheme = Schemes.GetValueOrDefault(details);
        return scheme is null || Bits(subjectPublicKeyInfo, scheme.Kind) == scheme.Bits ? new SignatureKey(subjectPublicKeyInfo.ToArray(), scheme) : null;
    }

    /// <summary>Reads a signer's key: how it signs follows from what it is.</summary>
    /// <param name="subjectPublicKeyInfo">The DER SubjectPublicKeyInfo.</param>
    internal static SignatureKey OfSigner(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        SignatureScheme? scheme = Bits(subjectPublicKeyInfo, SignatureKind.Ecdsa) switch
        {
            256 => new SignatureScheme(SignatureKind.Ecdsa, HashAlgorithmName.SHA256, 256),
            384 => new SignatureScheme(SignatureKind.Ecdsa, HashAlgorithmName.SHA384, 384),
            521 => new SignatureScheme(SignatureKind.Ecdsa, HashAlgorithmName.SHA512, 521),
            _ when Bits(subjectPublicKeyInfo, SignatureKind.Ed25519) > 0 => s_ed25519,
            _ => Bits(subjectPublicKeyInfo, SignatureKind.Rsa) is >= LeastRsaBits and int bits ? new SignatureScheme(SignatureKind.Rsa, HashAlgorithmName.SHA256, bits) : null,
        };
        return new SignatureKey(subjectPublicKeyInfo.ToArray(), scheme);
    }

    /// <summary>Whether a signature is of this data and by this key. Anything that is no signature is none; nothing is thrown.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature; of ECDSA the ASN.1 DER sequence.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _scheme is { } scheme && Verify(data, signature, scheme);

    /// <summary>The same with SHA-256, whatever hash the key is used with elsewhere (RFC 6962, section 2.1.4).</summary>
    internal bool VerifySha256(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _scheme is { } scheme && Verify(data, signature, scheme with { Hash = HashAlgorithmName.SHA256 });

    private bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureScheme scheme)
    {
        if (signature.Length > Limits.SignatureBytes)
        {
            return false;
        }

        if (scheme.Kind == SignatureKind.Ed25519)
        {
            return Ed25519.Verify(RawKey.Span, data, signature);
        }

        try
        {
            if (scheme.Kind == SignatureKind.Ecdsa)
            {
                using ECDsa ecdsa = ECDsa.Create();
                ecdsa.ImportSubjectPublicKeyInfo(SubjectPublicKeyInfo.Span, out _);
                return ecdsa.VerifyData(data, signature, scheme.Hash, DSASignatureFormat.Rfc3279DerSequence);
            }

            using RSA rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(SubjectPublicKeyInfo.Span, out _);
            return rsa.VerifyData(data, signature, scheme.Hash, scheme.Kind == SignatureKind.Rsa ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
        }
        catch (Exception e) when (Curves.IsRefusal(e))
        {
            return false;
        }
    }

    // The size of the key; 0 where it is none of that kind.
    private static int Bits(ReadOnlySpan<byte> subjectPublicKeyInfo, SignatureKind kind)
    {
        if (kind == SignatureKind.Ed25519)
        {
            return subjectPublicKeyInfo.Length == Ed25519Prefix.Length + Ed25519.KeyBytes && subjectPublicKeyInfo.StartsWith(Ed25519Prefix) ? s_ed25519.Bits : 0;
        }

        using AsymmetricAlgorithm key = kind == SignatureKind.Ecdsa ? ECDsa.Create() : RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out int read);
            return read == subjectPublicKeyInfo.Length && (key is not ECDsa ecdsa || Curves.IsNist(ecdsa)) ? key.KeySize : 0;
        }
        catch (Exception e) when (Curves.IsRefusal(e))
        {
            return 0;
        }
    }
}
