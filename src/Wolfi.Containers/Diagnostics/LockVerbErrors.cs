namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI304x: work on lock files from the command line.</summary>
public static class LockVerbErrors
{
    /// <summary>There is no lock file to work on.</summary>
    public static DiagnosticDescriptor NoLockFile { get; } = Error("WOLFI3040", "No lock file",
        "There is no lock file {0}.", "Make it with 'dotnet wolfi lock', or name another one with --lock FILE.");

    /// <summary>A package is named that is not locked.</summary>
    public static DiagnosticDescriptor NotLocked { get; } = Error("WOLFI3041", "Not locked",
        "Not among the packages that {1} locks: {0}.", "The lock file names what is locked; WolfiPackage on the project adds a package.");

    /// <summary>The build that was to lock failed.</summary>
    public static DiagnosticDescriptor PublishFailed { get; } = Error("WOLFI3042", "Publishing failed",
        "'dotnet publish' of {0} ended with exit code {1}; the lock file is as it was.", "What was wrong stands in the build's own messages above.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
