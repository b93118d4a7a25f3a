using System.Security.Cryptography;
using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Signing;

/// <summary>Signs with a key of a PKCS#11 token, through OpenSSL's provider or, before version 3, engine of that name. .NET itself speaks no PKCS#11.</summary>
internal sealed class TokenSigner : ISigner
{
    private const string Name = "pkcs11";

    private readonly ECDsa _key;

    private TokenSigner(ECDsa key, VerificationKey publicKey)
    {
        _key = key;
        PublicKey = publicKey;
    }

    /// <inheritdoc/>
    public VerificationKey PublicKey { get; }

    /// <summary>Opens the key that a URI (RFC 7512) names.</summary>
    /// <exception cref="WolfiException">OpenSSL has neither provider nor engine for it, or does not find the key.</exception>
    public static TokenSigner Open(KeyReference reference)
    {
        if (OperatingSystem.IsWindows())
        {
            throw SigningKeyErrors.NoToken.Fail("Windows has no OpenSSL to reach PKCS#11 tokens with");
        }

        ECDsa? key = null;
        try
        {
            using SafeEvpPKeyHandle handle = Handle(reference.Place);
            key = new ECDsaOpenSsl(handle);
            return new TokenSigner(key, VerificationKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), SigningKeys.Sentence(reference)));
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            key?.Dispose();
            throw SigningKeyErrors.NoToken.Fail(exception, "OpenSSL does not open it, by a provider or an engine called pkcs11");
        }
        catch (EvidenceException exception)
        {
            key?.Dispose();
            throw SigningKeyErrors.From(exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(_key.SignHash(digest.Span, DSASignatureFormat.Rfc3279DerSequence));
        }
        catch (CryptographicException exception)
        {
            throw new EvidenceException(EvidenceFault.SigningFailed, "The PKCS#11 token did not sign.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static SafeEvpPKeyHandle Handle(string uri)
    {
        try
        {
            return SafeEvpPKeyHandle.OpenKeyFromProvider(Name, uri);
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return SafeEvpPKeyHandle.OpenPrivateKeyFromEngine(Name, uri);
        }
    }
}
