namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI7202 and 7203: secrets in settings.</summary>
public static class SecretErrors
{
    /// <summary>A value that is a secret.</summary>
    public static DiagnosticDescriptor SecretValue { get; } = Error("WOLFI7202", "Secret in a setting",
        "{0} holds what looks like {1}.", "Take it out, and change the secret: settings end up in logs, and some of them in images. Secrets come from the environment, a file or a command.");

    /// <summary>A secret that a project's file sets.</summary>
    public static DiagnosticDescriptor SecretInFile { get; } = Error("WOLFI7203", "Secret set by a project's file",
        "'{1}' sets the property {0}, which is the name of a secret.", "Take it out of the file, change the secret, and set it in the environment.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
