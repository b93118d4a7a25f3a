using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>A public key that verifies signatures of images: ECDSA on the curve P-256 with SHA-256, the default of cosign.</summary>
public sealed class VerificationKey : IEquatable<VerificationKey>
{
    /// <summary>Label of the key's PEM: DER SubjectPublicKeyInfo (RFC 7468, section 13), the form of <c>cosign.pub</c>.</summary>
    internal const string PemLabel = "PUBLIC KEY";

    // A key of this curve has 64 bytes and some, however it is framed.
    private const int MostSignatureBytes = 80;

    private readonly byte[] _subjectPublicKeyInfo;

    private VerificationKey(byte[] subjectPublicKeyInfo) => _subjectPublicKeyInfo = subjectPublicKeyInfo;

    /// <summary>The DER SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _subjectPublicKeyInfo;

    /// <summary>SHA-256 of the DER SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_subjectPublicKeyInfo));

    /// <summary>How a bundle hints at the key: base64 of the SHA-256 of the DER SubjectPublicKeyInfo, as cosign writes it.</summary>
    public string Hint => Convert.ToBase64String(SHA256.HashData(_subjectPublicKeyInfo));

    /// <summary>The key as <c>cosign.pub</c> has it, with a line feed at the end.</summary>
    public string Pem => PemEncoding.WriteString(PemLabel, _subjectPublicKeyInfo) + "\n";

    /// <summary>Reads a key from PEM.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusableKey"/>: it holds no such key. The message holds no key text.</exception>
    public static VerificationKey Parse(string pem, string name)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Length > Limits.KeyCharacters || !PemEncoding.TryFind(pem, out PemFields fields))
        {
            throw new EvidenceException(EvidenceFault.UnusableKey, $"{name} holds no key in PEM form.");
        }

        string label = pem[fields.Label];
        if (label != PemLabel)
        {
            throw new EvidenceException(EvidenceFault.UnusableKey, $"{name} holds a '{Shown.Text(label)}' where a '{PemLabel}' is expected.");
        }

        return FromSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]), name);
    }

    /// <summary>Reads a key from its DER SubjectPublicKeyInfo.</summary>
    /// <param name="bytes">The DER bytes, nothing after them.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusableKey"/>: it is no such key.</exception>
    public static VerificationKey FromSubjectPublicKeyInfo(ReadOnlySpan<byte> bytes, string name)
    {
        using ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes, out int read);
            return read == bytes.Length
                ? Of(key, name)
                : throw new EvidenceException(EvidenceFault.UnusableKey, $"{name} holds more than a public key.");
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            // The platform knows no such curve, or the bytes are no key.
            throw new EvidenceException(EvidenceFault.UnusableKey, $"{name} is no ECDSA key on the curve P-256.", exception);
        }
    }

    /// <summary>Whether a signature is of this data and by this key. Anything that is no signature is none; nothing is thrown.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature, as ASN.1 DER sequence.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length > MostSignatureBytes)
        {
            return false;
        }

        using ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(VerificationKey? other) => other is not null && other._subjectPublicKeyInfo.AsSpan().SequenceEqual(_subjectPublicKeyInfo);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerificationKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    /// <summary>The public half of a key.</summary>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusableKey"/>: it is on another curve.</exception>
    internal static VerificationKey Of(ECDsa key, string name)
    {
        Curves.Demand(key, name);
        return new VerificationKey(key.ExportSubjectPublicKeyInfo());
    }
}
