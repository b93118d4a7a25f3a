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

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
