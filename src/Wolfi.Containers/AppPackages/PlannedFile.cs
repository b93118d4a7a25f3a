using Wolfi.Containers.Apps;

namespace Wolfi.Containers.AppPackages;

/// <summary>One file of the app's packages.</summary>
public sealed record PlannedFile
{
    /// <summary>The published file; null for one that is written for the package.</summary>
    public PublishedFile? Source { get; init; }

    /// <summary>The bytes of a file that is written for the package; ignored for a published one.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Path in the image, without leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>Its name for messages: the path below the publish folder, or in the image.</summary>
    internal string Name => Source?.RelativePath ?? Path;

    /// <summary>Permission bits: 0755 for programs, 0644 for all else.</summary>
    public required int Mode { get; init; }

    /// <summary>Bytes that are packed.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes that are packed, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-1 of them, for documents that ask for it; lower-case hexadecimal.</summary>
    public string? Sha1 { get; init; }
}
