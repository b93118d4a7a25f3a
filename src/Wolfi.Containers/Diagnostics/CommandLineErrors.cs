namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI19xx: the command line.</summary>
public static class CommandLineErrors
{
    /// <summary>The arguments are not what the verb takes.</summary>
    public static DiagnosticDescriptor WrongUsage { get; } = Error("WOLFI1901", "Wrong usage", "{0}", "See '{1} --help'.");

    /// <summary>An input can't be read.</summary>
    public static DiagnosticDescriptor UnreadableInput { get; } = Error("WOLFI1902", "Unreadable input",
        "{0} can't be read: {1}.", "Check the path and who may read it.");

    /// <summary>An output can't be written.</summary>
    public static DiagnosticDescriptor UnwritableOutput { get; } = Error("WOLFI1903", "Unwritable output",
        "{0} can't be written: {1}.", "Whatever stood there is as it was. Check the folder's permissions and free space.");

    /// <summary>An input can be read but does not say what it should.</summary>
    public static DiagnosticDescriptor DamagedInput { get; } = Error("WOLFI1904", "Damaged input", "{0} is damaged: {1}.", "Correct the input.");

    /// <summary>Several repositories, and nothing that binds packages to them.</summary>
    public static DiagnosticDescriptor SeveralRepositories { get; } = Error("WOLFI1910", "Several repositories",
        "Nothing says which packages each of these repositories may provide: {0}.",
        "Name a single one, give the others a tag ('@TAG REPOSITORY', and ask for NAME@TAG), or accept it for local work with --allow-untrusted.");

    /// <summary>Several repositories without rules, accepted.</summary>
    public static DiagnosticDescriptor RepositoriesWithoutRules { get; } = new("WOLFI1915", Severity.Warning, "Several repositories accepted",
        "Nothing says which packages each of these repositories may provide: {0}.", "--allow-untrusted accepts that: use it for local work only.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
