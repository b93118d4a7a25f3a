namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI3xxx: resolution.</summary>
public static class ResolutionErrors
{
    /// <summary>No set of packages satisfies the world.</summary>
    public static DiagnosticDescriptor Unsatisfiable { get; } = new("WOLFI3001", Severity.Error, "Nothing satisfies",
        "No packages for {0} satisfy what is asked for: {1}",
        "Ask for another package with WolfiPackage, or name a repository that has what is missing with WolfiRepository (--repository on the command line).");

    /// <summary>A package atom outside the grammar.</summary>
    public static DiagnosticDescriptor InvalidAtom { get; } = new("WOLFI3002", Severity.Error, "Invalid package",
        "WolfiPackage '{0}' is not a package: {1}", "Write name, name=version, name~version or name>=version.");

    /// <summary>Two packages have one library.</summary>
    public static DiagnosticDescriptor LibraryTwice { get; } = new("WOLFI3003", Severity.Error, "Library twice",
        "{0} and {1} both have the library {2} where the loader looks for it: /{3} and /{4}.",
        "Leave one of them out: which one a program gets would be decided by the order of folders.");
}
