namespace Wolfi.SupplyChain.Keys;

/// <summary>How a PEM text holds a private key.</summary>
public enum PrivateKeyForm
{
    /// <summary>PKCS#8 without a password, label <c>PRIVATE KEY</c>.</summary>
    Pkcs8,

    /// <summary>PKCS#8 encrypted with PBES2, label <c>ENCRYPTED PRIVATE KEY</c>.</summary>
    EncryptedPkcs8,

    /// <summary>OpenSSL's older form without a password, label <c>EC PRIVATE KEY</c>.</summary>
    Sec1,
}
