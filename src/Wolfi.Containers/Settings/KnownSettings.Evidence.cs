namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiSbomFormats</c>.</summary>
    public static Setting WolfiSbomFormats { get; } = Property("spdx;cyclonedx", "Forms of the bill of materials: spdx, cyclonedx, or none.");

    /// <summary>The property <c>WolfiProvenance</c>.</summary>
    public static Setting WolfiProvenance { get; } = Property("true", "Whether provenance is attached to the image; see docs/provenance.md.");

    /// <summary>The property <c>WolfiProvenanceTimes</c>.</summary>
    public static Setting WolfiProvenanceTimes { get; } = Property("false",
        "Whether provenance says when the build ran; then no two builds give the same document.");

    /// <summary>The property <c>WolfiPackageHeads</c>.</summary>
    public static Setting WolfiPackageHeads { get; } = Property("true",
        "Whether signature and control members of the app's packages are attached to the image; see docs/evidence.md.");

    /// <summary>The property <c>WolfiSignedIndexes</c>.</summary>
    public static Setting WolfiSignedIndexes { get; } = Property("true",
        "Whether a repository's signed index is attached to the image where it alone vouches for packages; see docs/evidence.md.");

    /// <summary>The items <c>WolfiTestResults</c>.</summary>
    public static Setting WolfiTestResults { get; } = Item("", "A file with test results (trx); what it says is attached to the image.");

    /// <summary>The items <c>WolfiVexFile</c>.</summary>
    public static Setting WolfiVexFile { get; } = Item("", "An OpenVEX document; all are merged into one that is attached to the image.");

    /// <summary>The project's property <c>Configuration</c>.</summary>
    public static Setting Configuration { get; } = Fact("A parameter of the build in its provenance.");
}
