namespace Wolfi.SupplyChain.Components;

/// <summary>Hash algorithms that both formats know.</summary>
public enum HashKind
{
    /// <summary>SHA-1; some documents have no better.</summary>
    Sha1,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-512.</summary>
    Sha512,
}
