namespace Wolfi.Containers.Settings;

/// <summary>Forms of a bill of materials.</summary>
[Flags]
public enum SbomFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>SPDX 2.3.</summary>
    Spdx = 1,

    /// <summary>CycloneDX 1.6.</summary>
    CycloneDx = 2,

    /// <summary>Both.</summary>
    All = Spdx | CycloneDx,
}
