using System.Security.Cryptography;

namespace Wolfi.Apk.Signing;

/// <summary>An RSA public key with the file name that signatures know it by (<c>wolfi-signing.rsa.pub</c>).</summary>
public sealed class PublicKey
{
    private readonly byte[] _subjectPublicKeyInfo;

    private PublicKey(string name, string pem, int bits, byte[] subjectPublicKeyInfo)
    {
        Bits = bits;
        Name = name;
        Pem = pem;
        _subjectPublicKeyInfo = subjectPublicKeyInfo;
    }

    /// <summary>The key's file name in <c>etc/apk/keys</c>.</summary>
    public string Name { get; }

    /// <summary>The PEM text it was read from.</summary>
    public string Pem { get; }

    /// <summary>Bits of the modulus.</summary>
    public int Bits { get; }

    /// <summary>SHA-256 of the DER SubjectPublicKeyInfo, in lower-case hexadecimal.</summary>
    public string Fingerprint => field ??= Convert.ToHexStringLower(SHA256.HashData(_subjectPublicKeyInfo));

    /// <summary>Reads a PEM SubjectPublicKeyInfo or PKCS#1 public key of at least 2048 bits.</summary>
    /// <exception cref="ApkException">The name is no plain file name, or the text is no such key, or holds a private one.</exception>
    public static PublicKey Parse(string name, string pem)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(pem);
        if (!KeyNames.IsValid(name))
        {
            throw new ApkException(ApkFault.MalformedKey, $"The key name '{name}' is not a plain file name of letters, digits and '@._+-'.");
        }

        // RSA would take the public half out of it, but the text itself goes into images.
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new ApkException(ApkFault.MalformedKey, $"The key '{name}' is a private key; name the public one.");
        }

        if (!PublicKeyText.TryRead(pem, out byte[] subjectPublicKeyInfo, out int bits))
        {
            (subjectPublicKeyInfo, bits) = Import(name, pem);
        }

        return bits is < 2048 or > 16384
            ? throw new ApkException(ApkFault.MalformedKey, $"The key '{name}' has {bits} bits; 2048 to 16384 are accepted.")
            : new PublicKey(name, pem, bits, subjectPublicKeyInfo);
    }

    /// <summary>Whether <paramref name="signature"/> is this key's PKCS#1 v1.5 signature of <paramref name="data"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureAlgorithm algorithm)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
        return rsa.VerifyData(data, signature, algorithm.HashName(), RSASignaturePadding.Pkcs1);
    }

    private static (byte[] SubjectPublicKeyInfo, int Bits) Import(string name, string pem)
    {
        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return (rsa.ExportSubjectPublicKeyInfo(), rsa.KeySize);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ApkException(ApkFault.MalformedKey, $"The key '{name}' is not an RSA public key in PEM form.", e);
        }
    }
}
