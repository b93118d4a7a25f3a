using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;

namespace Wolfi.Containers.Settings;

/// <summary>How an image and what is stated about it are signed.</summary>
public sealed record SigningSettings
{
    /// <summary>The key; null for the build's identity, or the user's development key.</summary>
    public KeyReference? Key { get; init; }

    /// <summary>Absolute path of the user's development key, whether it is there or not; null where a key is named or an identity signs.</summary>
    public string? DevelopmentKeyFile { get; init; }

    /// <summary>The forms of the signatures.</summary>
    public SignatureFormats Formats { get; init; } = SignatureFormats.Bundle;

    /// <summary>Whether the build's identity signs, and the services that log and timestamp. A development key's signatures go to none of them.</summary>
    public SigstoreSettings Services { get; init; } = SigstoreSettings.None;

    /// <summary>Where the key's password is, and keys that are in the environment.</summary>
    public required KeySecrets Secrets { get; init; }
}
