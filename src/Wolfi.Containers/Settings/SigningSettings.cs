using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Settings;

/// <summary>How an image and what is stated about it are signed.</summary>
public sealed record SigningSettings
{
    /// <summary>The key; null for the user's development key.</summary>
    public KeyReference? Key { get; init; }

    /// <summary>Absolute path of the user's development key, whether it is there or not; null where a key is named.</summary>
    public string? DevelopmentKeyFile { get; init; }

    /// <summary>The forms of the signatures.</summary>
    public SignatureFormats Formats { get; init; } = SignatureFormats.Bundle;

    /// <summary>Where the key's password is, and keys that are in the environment.</summary>
    public required KeySecrets Secrets { get; init; }
}
