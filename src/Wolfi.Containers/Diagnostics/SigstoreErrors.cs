using Wolfi.SupplyChain;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI715x and 716x: signing by an identity, transparency logs and timestamps. No message holds a token.</summary>
public static class SigstoreErrors
{
    /// <summary>No identity token anywhere.</summary>
    public static DiagnosticDescriptor NoToken { get; } = Error("WOLFI7150", "No identity token",
        "The image is to be signed by the identity of this build (WolfiKeyless), and there is no identity token: {0}.",
        "On GitHub Actions and GitLab see docs/signing.md; elsewhere name a file or an environment variable with WolfiIdentityToken=FILE or env://NAME. Without an identity, sign with WolfiSigningKey.");

    /// <summary>A GitHub job that may not ask for one.</summary>
    public static DiagnosticDescriptor NoTokenPermission { get; } = Error("WOLFI7151", "Job may not ask for an identity token",
        "This job of GitHub Actions has no permission to ask for an identity token: ACTIONS_ID_TOKEN_REQUEST_URL is not set.",
        "Add 'permissions:' with 'id-token: write' (and 'contents: read') to the job or the workflow. Runs of pull requests from forks never have it: build those with WolfiSign=false.");

    /// <summary>A GitLab job that asks for none.</summary>
    public static DiagnosticDescriptor NoTokenBlock { get; } = Error("WOLFI7152", "Job asks for no identity token",
        "This job of GitLab asks for no identity token: SIGSTORE_ID_TOKEN is not set.",
        "Add to the job: 'id_tokens:' with 'SIGSTORE_ID_TOKEN:' and in it 'aud: sigstore'.");

    /// <summary>A token that can't be used.</summary>
    public static DiagnosticDescriptor TokenRefused { get; } = Error("WOLFI7153", "Identity token refused",
        "{0}", "A token must be a JSON Web Token for the audience 'sigstore' that has not expired: have the job ask for a new one just before the build.");

    /// <summary>A service that does not do what it should.</summary>
    public static DiagnosticDescriptor ServiceFailed { get; } = Error("WOLFI7154", "Service of signing failed",
        "{0} can't be used: {1}.", "Nothing was replaced. Check the address and the network, and try again.");

    /// <summary>Settings that contradict each other.</summary>
    public static DiagnosticDescriptor Contradiction { get; } = Error("WOLFI7160", "Signed by key, or by identity",
        "WolfiKeyless says that the build's identity signs, and WolfiSigningKey names a key.", "Leave one of them out.");

    /// <summary>A setting with an impossible value.</summary>
    public static DiagnosticDescriptor SettingRefused { get; } = Error("WOLFI7161", "Impossible signing service",
        "{0} can't be used: {1}.", "URLs are https, or http on this machine; docs/signing.md has the settings.");

    /// <summary>A damaged signing configuration.</summary>
    public static DiagnosticDescriptor ConfigurationRefused { get; } = Error("WOLFI7162", "Signing configuration refused",
        "The signing configuration '{0}' can't be used: {1}", "Name a file in the form of Sigstore's signing_config.v0.2.json.");

    /// <summary>Services without a network.</summary>
    public static DiagnosticDescriptor Offline { get; } = Error("WOLFI7163", "Signing services, and offline",
        "{0} asks services to sign, log or timestamp, and WolfiOffline refuses the network.", "Leave one of them out; 'dotnet wolfi sign' signs the layout later.");

    /// <summary>An answer that is not about what was asked.</summary>
    public static DiagnosticDescriptor WrongAnswer { get; } = Error("WOLFI7164", "Wrong answer of a signing service",
        "What {0} answers is not kept: {1}", "Nothing was replaced. Do not trust that service before its operator knows why; another one can be named.");

    /// <summary>Damaged roots of trust.</summary>
    public static DiagnosticDescriptor TrustedRootRefused { get; } = Error("WOLFI7171", "Trusted root refused",
        "The trusted root '{0}' can't be used: {1}", "Name a file in the form of Sigstore's trusted_root.json, from whoever runs the services.");

    /// <summary>The classic form by an identity.</summary>
    public static DiagnosticDescriptor ClassicByIdentity { get; } = Error("WOLFI7172", "Classic form by an identity",
        "{0} asks for the classic form, and the build's identity signs (WolfiKeyless): that makes bundles.", "Leave 'classic' out of it, or sign with WolfiSigningKey.");

    /// <summary>Nothing says when it was signed, or not within the certificate's minutes.</summary>
    public static DiagnosticDescriptor NoTime { get; } = Error("WOLFI7170", "No time of signing",
        "A signature by an identity counts only where somebody says when it was made, within the certificate's minutes: {0}.",
        "Name a timestamp server with WolfiTimestampServer, or a log of version 1; if they answered late, build again.");

    /// <summary>A clock that is off.</summary>
    public static DiagnosticDescriptor ClockOff { get; } = Warning("WOLFI7165", "Clock off",
        "This machine's clock says {0}, and the certificate that was issued just now is valid from {1} to {2}.", "Set the clock: verifying on this machine fails otherwise.");

    /// <summary>A certificate that no log of certificates knows.</summary>
    public static DiagnosticDescriptor NotLogged { get; } = Warning("WOLFI7166", "Certificate in no log",
        "The certificate of {0} holds no signed certificate timestamp: no log of certificates has seen it.", "cosign wants one unless --insecure-ignore-sct is given; ask the authority's operator.");

    /// <summary>The coded failure for a token.</summary>
    internal static WolfiException OfToken(EvidenceException exception) => TokenRefused.Fail(exception, exception.Message);

    /// <summary>The coded failure for an answer.</summary>
    internal static WolfiException OfAnswer(EvidenceException exception, string service) => WrongAnswer.Fail(exception, service, exception.Message);

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
