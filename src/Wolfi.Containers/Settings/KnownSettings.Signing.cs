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

    /// <summary>The property <c>WolfiKeyless</c>.</summary>
    public static Setting WolfiKeyless { get; } = Property("false",
        "Whether the identity of the CI job signs, by a certificate of ten minutes and without any stored key; see docs/signing.md.");

    /// <summary>The property <c>WolfiIdentityToken</c>.</summary>
    public static Setting WolfiIdentityToken { get; } = Property("SIGSTORE_ID_TOKEN in the environment, else GitHub's service",
        "Where the identity token of WolfiKeyless is: a file, or env://NAME. Never the token itself.");

    /// <summary>The property <c>WolfiSigstoreConfig</c>.</summary>
    public static Setting WolfiSigstoreConfig { get; } = Property("",
        "File that names the services which certify, log and timestamp, in the form of Sigstore's signing_config.v0.2.json.");

    /// <summary>The property <c>WolfiCertificateAuthority</c>.</summary>
    public static Setting WolfiCertificateAuthority { get; } = Property("as WolfiSigstoreConfig has it, else https://fulcio.sigstore.dev",
        "URL of the Fulcio that issues the certificate of WolfiKeyless. One of your own takes a log of your own with it, so name WolfiTransparencyLog or WolfiTimestampServer too.");

    /// <summary>The property <c>WolfiTransparencyLog</c>.</summary>
    public static Setting WolfiTransparencyLog { get; } = Property("as WolfiSigstoreConfig has it, else https://rekor.sigstore.dev where WolfiKeyless is true",
        "URL of the Rekor that signatures are logged in; those of keys too.");

    /// <summary>The property <c>WolfiTransparencyLogVersion</c>.</summary>
    public static Setting WolfiTransparencyLogVersion { get; } = Property("1", "Version of the interface that WolfiTransparencyLog speaks: 1 or 2.");

    /// <summary>The property <c>WolfiTimestampServer</c>.</summary>
    public static Setting WolfiTimestampServer { get; } = Property("as WolfiSigstoreConfig has it",
        "URL of an RFC 3161 server that timestamps each signature; needed for WolfiKeyless with a log of version 2.");

    /// <summary>The property <c>WolfiTrustedRoot</c>.</summary>
    public static Setting WolfiTrustedRoot { get; } = Property("",
        "File with the roots of trust of those services, in the form of Sigstore's trusted_root.json: what they answer is held to it, and the printed cosign line names it.");
}
