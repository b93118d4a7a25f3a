namespace Wolfi.SupplyChain.Keys;

/// <summary>Kinds of signatures.</summary>
internal enum SignatureKind
{
    /// <summary>ECDSA, as a DER sequence.</summary>
    Ecdsa,

    /// <summary>RSA with the padding of PKCS #1 1.5.</summary>
    Rsa,

    /// <summary>RSASSA-PSS.</summary>
    RsaPss,

    /// <summary>Ed25519: 64 bytes.</summary>
    Ed25519,
}
