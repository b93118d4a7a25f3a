namespace Wolfi.Containers.Publishing;

/// <summary>The image of one platform among several.</summary>
public sealed record PlatformResult
{
    /// <summary>The platform, such as <c>linux/arm64/v8</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Digest of the manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>Media type of the manifest.</summary>
    public required string MediaType { get; init; }

    /// <summary>The manifest's text.</summary>
    public required string Manifest { get; init; }

    /// <summary>The image configuration's text.</summary>
    public required string Configuration { get; init; }
}
