using System.Security.Cryptography;

namespace Wolfi.Apk.Signing;

/// <summary>The table of signature algorithms: entry name and digest.</summary>
public static class SignatureAlgorithms
{
    /// <summary>The word in a signature entry's name, such as <c>RSA256</c>.</summary>
    public static string EntryName(this SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Rsa => "RSA",
        SignatureAlgorithm.Rsa256 => "RSA256",
        SignatureAlgorithm.Rsa512 => "RSA512",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The algorithm of that word; null for one that is unknown here.</summary>
    public static SignatureAlgorithm? FromEntryName(string name) => name switch
    {
        "RSA" => SignatureAlgorithm.Rsa,
        "RSA256" => SignatureAlgorithm.Rsa256,
        "RSA512" => SignatureAlgorithm.Rsa512,
        _ => null,
    };

    internal static HashAlgorithmName HashName(this SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Rsa => HashAlgorithmName.SHA1,
        SignatureAlgorithm.Rsa256 => HashAlgorithmName.SHA256,
        SignatureAlgorithm.Rsa512 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };
}
