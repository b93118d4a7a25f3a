namespace Wolfi.SupplyChain.Components;

/// <summary>The sources of a container's code.</summary>
public enum ComponentSource
{
    /// <summary>Nobody can tell.</summary>
    Unknown,

    /// <summary>The distribution.</summary>
    Distribution,

    /// <summary>Libraries of others: NuGet packages, the runtime pack.</summary>
    Upstream,

    /// <summary>One's own code and content.</summary>
    Own,
}
