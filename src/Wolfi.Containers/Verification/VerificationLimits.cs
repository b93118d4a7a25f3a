namespace Wolfi.Containers.Verification;

/// <summary>Bounds on what a verification keeps in memory.</summary>
internal static class VerificationLimits
{
    /// <summary>Bytes of all files of a proof or state layer together.</summary>
    public const int WrittenLayerBytes = 256 * 1024 * 1024;

    /// <summary>Bytes of one attached bundle: as many as a document may have.</summary>
    public const int BundleBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of all classic signatures and statements under one tag that are read.</summary>
    public const int ClassicBytes = 64 * 1024 * 1024;

    /// <summary>Attached indexes that count.</summary>
    public const int AttachedIndexes = 16;

    /// <summary>Bytes of one attached index: as many as any index may have.</summary>
    public const int AttachedIndexBytes = 64 * 1024 * 1024;

    /// <summary>Findings that are told.</summary>
    public const int Findings = 50;
}
