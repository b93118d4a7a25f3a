namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI603x: credentials of registries. No message holds a word of a credential.</summary>
public static class RegistryCredentialErrors
{
    /// <summary>One variable of a pair is set.</summary>
    public static DiagnosticDescriptor HalfAPair { get; } = Error("WOLFI6030", "Half a pair of variables",
        "The environment variable {0} is set, and {1} is not.", "Set both, or none.");

    /// <summary>Variables hold no credential.</summary>
    public static DiagnosticDescriptor VariableDamaged { get; } = Error("WOLFI6031", "Variables without credentials",
        "The environment variables {0} and {1} hold nothing that can be sent: a user name has no colon, and neither has control characters.", "Correct them; perhaps a line break slipped in.");

    /// <summary>A credential file can't be used.</summary>
    public static DiagnosticDescriptor FileUnusable { get; } = Error("WOLFI6032", "Credential file not usable",
        "No registry credentials can be taken from {0}: {1}.",
        "Correct the file ('docker login' and 'podman login' write it), name another with REGISTRY_AUTH_FILE, or set WOLFI_REGISTRY_ANONYMOUS=1 to go on without credentials.");

    /// <summary>A credential helper does not do what it should.</summary>
    public static DiagnosticDescriptor HelperFailed { get; } = Error("WOLFI6033", "Credential helper failed",
        "The credential helper '{0}', which {1} names, has no answer: {2}.",
        "Run 'docker-credential-{0} get' by hand with the registry's name as its input, remove it from the file, or set WOLFI_REGISTRY_ANONYMOUS=1 to go on without credentials.");

    /// <summary>Others may read the credential file.</summary>
    public static DiagnosticDescriptor FileOpenToOthers { get; } = Warning("WOLFI6035", "Credential file open to others",
        "Other users may read {0}, which may hold registry credentials.", "Run 'chmod 600' on it, and change the passwords if somebody may have seen them.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
