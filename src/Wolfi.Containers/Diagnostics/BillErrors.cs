namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI700x: the bill of materials.</summary>
public static class BillErrors
{
    /// <summary>A package's own SBOM that can't be folded in.</summary>
    public static DiagnosticDescriptor PackageSbomIgnored { get; } = new("WOLFI7005", Severity.Warning, "SBOM of a package ignored",
        "The SBOM that {0} carries is ignored: {1}", "The package is listed by what its signed metadata says. If it is a package of yours, correct its SBOM.");
}
