namespace Wolfi.Containers.Evidence;

/// <summary>Bounds of what is read to trace files.</summary>
internal static class TraceLimits
{
    /// <summary>Most bytes of a deps.json.</summary>
    public const int DependenciesBytes = 32 * 1024 * 1024;

    /// <summary>Most libraries in a deps.json or project.assets.json.</summary>
    public const int Libraries = 50_000;

    /// <summary>Most bytes of a project.assets.json.</summary>
    public const int AssetsBytes = 256 * 1024 * 1024;

    /// <summary>Most entries of a package's archive.</summary>
    public const int ArchiveEntries = 65_535;

    /// <summary>Most bytes of a package's manifest.</summary>
    public const int ManifestBytes = 1024 * 1024;

    /// <summary>Most bytes of a licence's text that are kept; what is longer is cut.</summary>
    public const int LicenceBytes = 64 * 1024;

    /// <summary>Most bytes of a package's signature.</summary>
    public const int SignatureBytes = 1024 * 1024;

    /// <summary>Most bytes of a restore's record beside a package.</summary>
    public const int RestoreRecordBytes = 64 * 1024;

    /// <summary>Most letters of one fact about a package; what is longer is cut.</summary>
    public const int FactLetters = 2048;
}
