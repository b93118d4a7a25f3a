namespace Wolfi.SupplyChain.Sigstore;

/// <summary>How many of several services are asked.</summary>
public enum ServiceSelector
{
    /// <summary>One of them.</summary>
    Any,

    /// <summary>All of them, one of each operator.</summary>
    All,

    /// <summary>As many as the configuration counts, one of each operator.</summary>
    Exact,
}
