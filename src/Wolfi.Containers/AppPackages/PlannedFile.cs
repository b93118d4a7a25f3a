using Wolfi.Containers.Apps;

namespace Wolfi.Containers.AppPackages;

/// <summary>One file of the app's packages.</summary>
public sealed record PlannedFile
{
    /// <summary>The published file.</summary>
    public required PublishedFile Source { get; init; }

    /// <summary>Path in the image, without leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>Permission bits: 0755 for programs, 0644 for all else.</summary>
    public required int Mode { get; init; }

    /// <summary>Bytes that are packed.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes that are packed, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
