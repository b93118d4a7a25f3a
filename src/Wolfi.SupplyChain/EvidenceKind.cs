namespace Wolfi.SupplyChain;

/// <summary>What an evidence document says of an image.</summary>
public enum EvidenceKind
{
    /// <summary>What is in it, in SPDX 2.3.</summary>
    Spdx,

    /// <summary>What is in it, in CycloneDX 1.6.</summary>
    CycloneDx,

    /// <summary>How it was built: SLSA provenance.</summary>
    Provenance,

    /// <summary>Which tests ran, and how they ended.</summary>
    TestResults,

    /// <summary>Signature and control members of the app's packages.</summary>
    PackageHeads,

    /// <summary>Which vulnerabilities matter to it, and which do not: OpenVEX.</summary>
    Vex,

    /// <summary>A repository's signed index that vouches for packages without a signature of their own.</summary>
    SignedIndex,
}
