namespace Wolfi.Apk.Signing;

/// <summary>Signature algorithms of APK v2, weakest first: PKCS#1 v1.5 over the named digest.</summary>
public enum SignatureAlgorithm
{
    /// <summary><c>.SIGN.RSA.</c>: SHA-1.</summary>
    Rsa,

    /// <summary><c>.SIGN.RSA256.</c>: SHA-256.</summary>
    Rsa256,

    /// <summary><c>.SIGN.RSA512.</c>: SHA-512.</summary>
    Rsa512,
}
