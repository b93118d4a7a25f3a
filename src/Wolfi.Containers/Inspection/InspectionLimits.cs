namespace Wolfi.Containers.Inspection;

/// <summary>Bounds on what is read of images that somebody else made.</summary>
internal static class InspectionLimits
{
    /// <summary>Bytes of <c>etc/wolfi-containers.json</c>.</summary>
    public const int RecordBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of a package database.</summary>
    public const int DatabaseBytes = 256 * 1024 * 1024;
}
