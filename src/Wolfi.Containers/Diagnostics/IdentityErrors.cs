namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI8070 to 8099: images that identities signed, without keys of their own.</summary>
public static class IdentityErrors
{
    /// <summary>No signature by a named identity.</summary>
    public static DiagnosticDescriptor NotSigned { get; } = Error("WOLFI8070", "Image not signed by a named identity",
        "Nothing proves that an identity or key named here signed image {0}: {1}.",
        "Do not run the image unless you know who made it; if somebody else may sign it, name them with --certificate-identity and --certificate-oidc-issuer.");

    /// <summary>A trusted root that can't be taken.</summary>
    public static DiagnosticDescriptor TrustedRootRefused { get; } = Error("WOLFI8071", "Trusted root refused",
        "{0}", "Name a Sigstore trusted root (trusted_root.json), as 'cosign trusted-root create' writes it, or as the operator of your Sigstore gives it.");

    /// <summary>An identity that nobody can be held to.</summary>
    public static DiagnosticDescriptor PolicyRefused { get; } = Error("WOLFI8072", "Identity policy refused",
        "The identity that is asked for can't be held to: {0}.",
        "Give --certificate-identity and --certificate-oidc-issuer (or their -regexp forms) together, and --trusted-root FILE.");

    /// <summary>A builder that nothing proves.</summary>
    public static DiagnosticDescriptor BuilderNotProved { get; } = Error("WOLFI8073", "Builder not proved",
        "The provenance of image {0} names {1} as its builder, {2}.",
        "Do not trust what it says of the build; a hosted builder signs with its own identity.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
