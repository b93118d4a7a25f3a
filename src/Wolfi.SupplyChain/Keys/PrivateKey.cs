using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>An ECDSA P-256 private key in memory. Never printed.</summary>
public sealed class PrivateKey : ISigner
{
    /// <summary>
    /// Iterations of PBKDF2 with HMAC-SHA-256 between a password and the key that encrypts this one: what OWASP's password storage cheat sheet asks for.
    /// Fixed, so that every file costs whoever guesses the same.
    /// </summary>
    public const int Iterations = 600_000;

    private readonly ECDsa _key;

    private PrivateKey(ECDsa key, string name)
    {
        _key = key;
        PublicKey = VerificationKey.Of(key, name);
    }

    /// <inheritdoc/>
    public VerificationKey PublicKey { get; }

    /// <summary>Makes a new key.</summary>
    public static PrivateKey Generate() => new(ECDsa.Create(Curves.Curve), "The new key");

    /// <summary>Reads a key from PEM: PKCS#8 (RFC 5208), PKCS#8 encrypted by a password with PBES2 (RFC 8018), or the older form of OpenSSL (RFC 5915).</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="password">The password; used only where the key is encrypted, which <see cref="PrivateKeyForm"/> tells.</param>
    /// <exception cref="EvidenceException">
    /// <see cref="EvidenceFault.UnusableKey"/>: it is no such key; <see cref="EvidenceFault.WrongPassword"/>: there is none, or it does not open the key. No message holds key text.
    /// </exception>
    public static PrivateKey Parse(string pem, string name, string? password)
    {
        ArgumentNullException.ThrowIfNull(pem);
        (PrivateKeyForm form, byte[] bytes) = PrivateKeyForms.Read(pem, name);
        ECDsa key = ECDsa.Create();
        try
        {
            Import(key, bytes, form, name, password);
            return new PrivateKey(key, name);
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw Refusal(bytes, form, name, password, exception);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>(_key.SignHash(digest.Span, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>The key as PKCS#8 PEM, encrypted by a password with PBES2 (PBKDF2 with HMAC-SHA-256 and <see cref="Iterations"/>, AES-256-CBC), with a line feed at the end.</summary>
    /// <param name="password">The password.</param>
    public string ExportEncryptedPem(string password) =>
        _key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations)) + "\n";

    /// <summary>The key as PKCS#8 PEM that anybody can use, with a line feed at the end: for keys that are worth no more than the file's permissions.</summary>
    public string ExportPlainPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static void Import(ECDsa key, byte[] bytes, PrivateKeyForm form, string name, string? password)
    {
        switch (form)
        {
            case PrivateKeyForm.EncryptedPkcs8:
                key.ImportEncryptedPkcs8PrivateKey(password ?? throw new EvidenceException(EvidenceFault.WrongPassword, $"{name} is encrypted, and no password was given."), bytes, out _);
                break;
            case PrivateKeyForm.Sec1:
                key.ImportECPrivateKey(bytes, out _);
                break;
            default:
                key.ImportPkcs8PrivateKey(bytes, out _);
                break;
        }
    }

    private static EvidenceException Refusal(byte[] bytes, PrivateKeyForm form, string name, string? password, Exception exception) =>
        RsaBits(bytes, form, password) is { } bits
            ? new EvidenceException(EvidenceFault.UnusableKey, FormattableString.Invariant($"{name} is an RSA key of {bits} bits; images are signed with ECDSA on the curve P-256."), exception)
            : form == PrivateKeyForm.EncryptedPkcs8
                ? new EvidenceException(EvidenceFault.WrongPassword, $"{name} does not open with the password that was given, or is damaged.", exception)
                : new EvidenceException(EvidenceFault.UnusableKey, $"{name} is no ECDSA private key on the curve P-256, or is damaged.", exception);

    private static int? RsaBits(byte[] bytes, PrivateKeyForm form, string? password)
    {
        using RSA rsa = RSA.Create();
        try
        {
            if (form == PrivateKeyForm.EncryptedPkcs8)
            {
                rsa.ImportEncryptedPkcs8PrivateKey(password, bytes, out _);
            }
            else
            {
                rsa.ImportPkcs8PrivateKey(bytes, out _);
            }

            return rsa.KeySize;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
