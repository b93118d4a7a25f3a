namespace Wolfi.SupplyChain.Vex;

/// <summary>What a vulnerability means for a product.</summary>
public enum VexStatus
{
    /// <summary><c>not_affected</c></summary>
    NotAffected,

    /// <summary><c>affected</c></summary>
    Affected,

    /// <summary><c>fixed</c></summary>
    Fixed,

    /// <summary><c>under_investigation</c></summary>
    UnderInvestigation,
}
