namespace Wolfi.Containers.Signing;

/// <summary>How an image that stands is to be signed.</summary>
public sealed record SignatureRequest
{
    /// <summary>Who signs.</summary>
    public required BundleSigner Signer { get; init; }

    /// <summary>Whether that is the user's development key; its signatures say so.</summary>
    public bool ByDevelopmentKey { get; init; }

    /// <summary>Whether such signatures may go to a registry on another machine.</summary>
    public bool AllowDevelopmentKey { get; init; }

    /// <summary>The repository that the signatures name; null for that of the reference, or for none in a layout.</summary>
    public string? Repository { get; init; }

    /// <summary>The version that they name; null for the one that the image says of itself.</summary>
    public string? Version { get; init; }

    /// <summary>The source's time that they name, in seconds since 1970; null for the image's own <c>created</c>.</summary>
    public long? SourceEpoch { get; init; }

    /// <summary>The forms.</summary>
    public SignatureFormats Formats { get; init; } = SignatureFormats.Bundle;
}
