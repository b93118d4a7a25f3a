using System.Security.Cryptography;

namespace Wolfi.Apk.Signing;

/// <summary>An RSA private key that signs packages and indexes. Never printed.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly RSA _rsa;
    private readonly Lock _turn = new();

    private SigningKey(string name, RSA rsa)
    {
        _rsa = rsa;
        PublicKey = PublicKey.Parse(name, rsa.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>The public half, under the name that signatures carry.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>Makes a key in memory.</summary>
    /// <param name="name">The public key's file name, such as <c>team.rsa.pub</c>.</param>
    /// <param name="bits">Key size.</param>
    public static SigningKey Generate(string name, int bits = 3072) => new(name, RSA.Create(bits));

    /// <summary>Reads a PEM private key (PKCS#1, PKCS#8, or PKCS#8 encrypted with a password).</summary>
    /// <exception cref="ApkException">It is no such RSA key, is too small, or the password is wrong. The message holds no key text.</exception>
    public static SigningKey Parse(string name, string pem, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        RSA rsa = RSA.Create();
        try
        {
            if (password is null)
            {
                rsa.ImportFromPem(pem);
            }
            else
            {
                rsa.ImportFromEncryptedPem(pem, password);
            }

            _ = rsa.ExportParameters(includePrivateParameters: true);
            return new SigningKey(name, rsa);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw new ApkException(ApkFault.MalformedKey, $"The signing key for '{name}' is not an RSA private key in PEM form that can be opened{(password is null ? " without a password" : "")}.", e);
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    /// <summary>The private key as PKCS#8 PEM: for whoever made the key and must keep it.</summary>
    public string ExportPem() => _rsa.ExportPkcs8PrivateKeyPem();

    /// <summary>Signs with PKCS#1 v1.5; SHA-1 is refused. Several threads may ask at once: the framework's keys serve one at a time.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data, SignatureAlgorithm algorithm = SignatureAlgorithm.Rsa256)
    {
        if (algorithm == SignatureAlgorithm.Rsa)
        {
            throw new ArgumentOutOfRangeException(nameof(algorithm), "No SHA-1 signatures are made.");
        }

        lock (_turn)
        {
            return _rsa.SignData(data, algorithm.HashName(), RSASignaturePadding.Pkcs1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
