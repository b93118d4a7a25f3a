namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI207x: access to private repositories. No message holds a word of a credential.</summary>
public static class CredentialErrors
{
    /// <summary>A server answers 401 or 403.</summary>
    public static DiagnosticDescriptor AccessRefused { get; } = Error("WOLFI2070", "Access refused",
        "{0}", "Give that server's credentials by a netrc file, HTTP_AUTH, an environment variable named after it, or a credential command: docs/repositories.md tells how.");

    /// <summary>A variable named after a server holds no credential.</summary>
    public static DiagnosticDescriptor VariableDamaged { get; } = Error("WOLFI2071", "Variable without credentials",
        "The environment variable {0} is not of the form {1}.", "Correct it or remove it.");

    /// <summary>The credential command does not do what it should.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = Error("WOLFI2072", "Credential command failed",
        "The credential command {0} has no answer for {1}: {2}.",
        "Name it by absolute path or by a name on the search path, and run it by hand with the host as argument; it prints one line, or nothing for hosts that it does not know.");

    /// <summary>The netrc file is not used because of what it says.</summary>
    public static DiagnosticDescriptor NetrcUnused { get; } = Warning("WOLFI2075", "netrc file not used",
        "No credentials are taken from {0}: {1}.", "Correct the file, or name another with NETRC; an empty NETRC reads none.");

    /// <summary>The netrc file is not used because of who may read or write it.</summary>
    public static DiagnosticDescriptor NetrcOpenToOthers { get; } = Warning("WOLFI2076", "netrc file open to others",
        "No credentials are taken from {0}: other users may read or write it.", "Run 'chmod 600' on it, and change the passwords if somebody may have seen them.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
