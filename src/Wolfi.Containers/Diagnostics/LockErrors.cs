namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI301x to WOLFI303x: the lock file.</summary>
public static class LockErrors
{
    /// <summary>The lock file is not what it should be.</summary>
    public static DiagnosticDescriptor Damaged { get; } = Error("WOLFI3010", "Damaged lock file",
        "{0}, line {1}, column {2}: {3}.",
        "Take the file from version control, or remove it and build with -p:WolfiLockedMode=false to lock anew.");

    /// <summary>The lock file can't be read at all.</summary>
    public static DiagnosticDescriptor Unreadable { get; } = Error("WOLFI3011", "Unreadable lock file",
        "{0} can't be read as a lock file: {1}.", "Check the path, who may read it, and that it is a file of this product.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
