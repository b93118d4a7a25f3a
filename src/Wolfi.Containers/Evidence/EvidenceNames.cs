using Wolfi.SupplyChain;

namespace Wolfi.Containers.Evidence;

/// <summary>What documents about images are called in text.</summary>
public static class EvidenceNames
{
    /// <summary>A kind's name, such as <c>SPDX</c>.</summary>
    public static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Spdx => "SPDX",
        EvidenceKind.CycloneDx => "CycloneDX",
        EvidenceKind.Provenance => "provenance",
        EvidenceKind.TestResults => "test results",
        EvidenceKind.PackageHeads => "package heads",
        EvidenceKind.Vex => "OpenVEX",
        EvidenceKind.SignedIndex => "signed index",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
