using Wolfi.SupplyChain;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI712x and 714x: signing in builds, and of what stands.</summary>
public static class SigningErrors
{
    /// <summary>Continuous integration without a key.</summary>
    public static DiagnosticDescriptor NoKeyOnIntegration { get; } = Error("WOLFI7120", "No key on CI",
        "This is continuous integration (CI or ContinuousIntegrationBuild is true), and nothing says what the image is signed with.",
        "Name a key with WolfiSigningKey and give its password in WOLFI_KEY_PASSWORD; set WolfiKeyless=true, where the job's own identity is to sign (docs/signing.md); "
        + "or set WolfiSign=false, and sign the finished image by another step.");

    /// <summary>A secret is given as a property.</summary>
    public static DiagnosticDescriptor SecretInProperty { get; } = Error("WOLFI7121", "Secret given as a property",
        "{0} is set as a property of this build, and it is a secret.",
        "Set it in the environment instead, and change the secret: properties end up in command lines and logs.");

    /// <summary>There is no signature that holds.</summary>
    public static DiagnosticDescriptor NotSigned { get; } = Error("WOLFI7122", "Not signed",
        "{0}", "Nothing was replaced. Check the key, the command or the token that WolfiSigningKey names.");

    /// <summary>The development key can't be used.</summary>
    public static DiagnosticDescriptor NoDevelopmentKey { get; } = Error("WOLFI7123", "No development key",
        "There is no key to sign with, and none can be made for this user: {0}.",
        "Name a key with WolfiSigningKey, or set WolfiSign=false.");

    /// <summary>What the development key signs would go to another machine.</summary>
    public static DiagnosticDescriptor DevelopmentPush { get; } = Error("WOLFI7124", "Development key for a push",
        "The image goes to the registry '{0}', and nothing but a development key is there to sign it.",
        "Name a key with WolfiSigningKey, let the CI job's identity sign with WolfiKeyless=true, push it unsigned with WolfiSign=false, or set WolfiAllowDevelopmentKey=true where that registry is for trying things out.");

    /// <summary>The development key signs what looks like a release.</summary>
    public static DiagnosticDescriptor DevelopmentRelease { get; } = Warning("WOLFI7125", "Release signed by a development key",
        "The tag '{0}' looks like a release, and the image is signed by a development key, which nobody else should trust.",
        "Name a key with WolfiSigningKey.");

    /// <summary>Something else than a layout is to be signed.</summary>
    public static DiagnosticDescriptor NoLayout { get; } = Error("WOLFI7140", "No layout to sign",
        "'{0}' is neither a layout's folder nor an image in a registry, and only there can signatures be added.",
        "Write an archive into a layout first: skopeo copy oci-archive:FILE oci:DIR.");

    /// <summary>What a development key signed would go to another machine.</summary>
    public static DiagnosticDescriptor DevelopmentAttachment { get; } = Error("WOLFI7180", "Signed by a development key",
        "A development key signed what would go to the registry '{0}', which is on another machine.",
        "Sign it with the team's key (dotnet wolfi sign LAYOUT --key KEY) in a layout that was built with WolfiSign=false; or say --allow-development-key where that registry is for trying things out.");

    /// <summary>A form of signatures that is none.</summary>
    public static DiagnosticDescriptor UnknownFormat { get; } = Error("WOLFI7181", "Unknown form of signatures",
        "{0} names '{1}', which is no form of signatures.", "Write bundle, classic, or both with a semicolon between them.");

    /// <summary>The coded failure of signing.</summary>
    internal static WolfiException From(EvidenceException exception) =>
        exception.Fault == EvidenceFault.SigningFailed ? NotSigned.Fail(exception, exception.Message) : SigningKeyErrors.From(exception);

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
