namespace Wolfi.Containers.Verification;

/// <summary>Signed evidence that a policy may ask for.</summary>
public enum RequiredEvidence
{
    /// <summary>A bill of materials, in SPDX or CycloneDX.</summary>
    Sbom,

    /// <summary>SLSA provenance.</summary>
    Provenance,

    /// <summary>SLSA provenance that says that the build kept to its lock file.</summary>
    Locked,

    /// <summary>The heads of the packages.</summary>
    Heads,

    /// <summary>Test results.</summary>
    Tests,

    /// <summary>An OpenVEX document.</summary>
    Vex,

    /// <summary>That signatures stand in a transparency log of the trusted root.</summary>
    Log,

    /// <summary>That an authority of the trusted root attests when signatures were made.</summary>
    Timestamp,
}
