namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiSign</c>.</summary>
    public static Setting WolfiSign { get; } = Property("true",
        "Whether the image and what is stated about it are signed.");

    /// <summary>The property <c>WolfiSigningKey</c>.</summary>
    public static Setting WolfiSigningKey { get; } = Property("the user's development key; none where CI is true",
        "The key that signs: a PEM file, env://NAME, exec:PROGRAM or pkcs11:URI; see docs/signing.md. Its password comes from WOLFI_KEY_PASSWORD or COSIGN_PASSWORD in the environment.");

    /// <summary>The property <c>WolfiSignatureFormats</c>.</summary>
    public static Setting WolfiSignatureFormats { get; } = Property("bundle",
        "Forms of the signatures, separated by semicolons: bundle (Sigstore bundles, as cosign 3 has them), classic (cosign 2's, for older admission controllers).");

    /// <summary>The property <c>WolfiAllowDevelopmentKey</c>.</summary>
    public static Setting WolfiAllowDevelopmentKey { get; } = Property("false",
        "Whether an image that the development key signs may be pushed to a registry on another machine.");
}
