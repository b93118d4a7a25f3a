using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI600x to 602x: registries.</summary>
public static class RegistryErrors
{
    /// <summary>No answer.</summary>
    public static DiagnosticDescriptor Unreachable { get; } = Error("WOLFI6001", "Registry unreachable",
        "{0}", "Check the registry's name and port, the network, and the proxy (HTTPS_PROXY, NO_PROXY).");

    /// <summary>No trusted connection.</summary>
    public static DiagnosticDescriptor UntrustedServer { get; } = Error("WOLFI6002", "Registry not trusted",
        "{0}", "Name its authority's certificate with SSL_CERT_FILE. A registry for tests may stand in DOTNET_CONTAINER_INSECURE_REGISTRIES, by host and port: then any certificate will do, and plain http.");

    /// <summary>The registry sends the client where it does not go.</summary>
    public static DiagnosticDescriptor Refused { get; } = Error("WOLFI6003", "Registry's wish refused",
        "{0}", "Nothing was sent there. Tell the registry's owner: a registry names https addresses, and a public one no inner addresses.");

    /// <summary>Credentials are missing or not accepted.</summary>
    public static DiagnosticDescriptor Unauthorized { get; } = Error("WOLFI6004", "Access refused",
        "{0}", "Run 'docker login' or 'podman login' for that registry, or set DOTNET_CONTAINER_REGISTRY_UNAME and _PWORD: docs/registries.md tells where credentials are looked for.");

    /// <summary>Not allowed.</summary>
    public static DiagnosticDescriptor Denied { get; } = Error("WOLFI6010", "Not allowed",
        "{0}", "Give the account that right, or create the repository first where the registry does not do so by itself.");

    /// <summary>Not there.</summary>
    public static DiagnosticDescriptor NotFound { get; } = Error("WOLFI6011", "Not in the registry",
        "{0}", "Check name and tag. Some registries say so too where credentials are missing, or where a repository must be created before it is pushed to.");

    /// <summary>Too many requests.</summary>
    public static DiagnosticDescriptor RateLimited { get; } = Error("WOLFI6012", "Too many requests",
        "{0}", "Wait, or log in: many registries allow more to those whom they know.");

    /// <summary>The registry fails.</summary>
    public static DiagnosticDescriptor ServerFailed { get; } = Error("WOLFI6013", "Registry fails",
        "{0}", "Look at the registry's own status and log, and try again later; what was pushed already is not pushed again.");

    /// <summary>Not taken.</summary>
    public static DiagnosticDescriptor Rejected { get; } = Error("WOLFI6014", "Not taken by the registry",
        "{0}", "The registry's own words say why; where tags can't be changed, push under another.");

    /// <summary>Not what a registry answers.</summary>
    public static DiagnosticDescriptor UnexpectedAnswer { get; } = Error("WOLFI6020", "Unexpected answer",
        "{0}", "Check that the address is a registry's: a proxy or a log-in page may answer in its place.");

    /// <summary>Content differs.</summary>
    public static DiagnosticDescriptor ContentMismatch { get; } = Error("WOLFI6021", "Content differs",
        "{0}", "Do not use it: the registry has or sends something else than what the digest names. Tell its owner.");

    /// <summary>Too long an answer.</summary>
    public static DiagnosticDescriptor LimitExceeded { get; } = Error("WOLFI6022", "Answer too long",
        "{0}", "No sound registry answers so; do not use it.");

    /// <summary>Others write the same list.</summary>
    public static DiagnosticDescriptor ReferrersContended { get; } = Error("WOLFI6023", "List of attachments contended",
        "{0}", "Everything else is pushed. Push again when the other builds are done, or one after the other.");

    /// <summary>A place to push to that is none.</summary>
    public static DiagnosticDescriptor InvalidTarget { get; } = Error("WOLFI6024", "Impossible target",
        "'{0}' is no place to push to: {1}.", "Write REGISTRY/REPOSITORY[:TAG], such as ghcr.io/team/app:1.0 or localhost:5000/app.");

    /// <summary>The registry has something to say.</summary>
    public static DiagnosticDescriptor Says { get; } = Warning("WOLFI6025", "Words of the registry", "{0}.", "That is the registry's own message to its users.");

    /// <summary>A registry is used without trust.</summary>
    public static DiagnosticDescriptor Insecure { get; } = Warning("WOLFI6026", "Insecure registry",
        "{0} stands in DOTNET_CONTAINER_INSECURE_REGISTRIES: its certificate is not checked, and plain http will do.", "Use it for tests only.");

    /// <summary>The coded failure for a failure of a registry.</summary>
    public static WolfiException From(RegistryException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        DiagnosticDescriptor descriptor = exception.Fault switch
        {
            RegistryFault.Unreachable => Unreachable,
            RegistryFault.UntrustedServer => UntrustedServer,
            RegistryFault.Refused => Refused,
            RegistryFault.Unauthorized => Unauthorized,
            RegistryFault.Denied => Denied,
            RegistryFault.NotFound => NotFound,
            RegistryFault.RateLimited => RateLimited,
            RegistryFault.ServerFailed => ServerFailed,
            RegistryFault.Rejected => Rejected,
            RegistryFault.ContentMismatch => ContentMismatch,
            RegistryFault.LimitExceeded => LimitExceeded,
            RegistryFault.ReferrersContended => ReferrersContended,
            _ => UnexpectedAnswer,
        };
        return descriptor.Fail(exception, exception.Message);
    }

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
