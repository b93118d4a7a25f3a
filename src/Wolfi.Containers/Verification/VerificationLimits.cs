namespace Wolfi.Containers.Verification;

/// <summary>Bounds on what a verification keeps in memory.</summary>
internal static class VerificationLimits
{
    /// <summary>Bytes of all files of a proof or state layer together.</summary>
    public const int WrittenLayerBytes = 256 * 1024 * 1024;

    /// <summary>Findings that are told.</summary>
    public const int Findings = 50;
}
