namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI7200 to 7204: the mode in which only approved algorithms count, and secrets in settings.</summary>
public static class FipsErrors
{
    /// <summary>A setting that lets in what the mode keeps out.</summary>
    public static DiagnosticDescriptor Contradicted { get; } = Error("WOLFI7200", "Against FIPS mode",
        "FIPS mode is on, and {0} contradicts it: {1}.", "Remove one of the two; docs/signing.md says what the mode demands.");

    /// <summary>A key that is too short.</summary>
    public static DiagnosticDescriptor WeakKey { get; } = Error("WOLFI7201", "Key too short for FIPS mode",
        "FIPS mode is on, and the RSA key '{0}' has {1} bits; at least {2} are demanded.", "Use a repository or key with more bits.");

    /// <summary>A value that is a secret.</summary>
    public static DiagnosticDescriptor SecretValue { get; } = Error("WOLFI7202", "Secret in a setting",
        "{0} holds what looks like {1}.", "Take it out, and change the secret: settings end up in logs, and some of them in images. Secrets come from the environment, a file or a command.");

    /// <summary>A secret that a project's file sets.</summary>
    public static DiagnosticDescriptor SecretInFile { get; } = Error("WOLFI7203", "Secret set by a project's file",
        "'{1}' sets the property {0}, which is the name of a secret.", "Take it out of the file, change the secret, and set it in the environment.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
