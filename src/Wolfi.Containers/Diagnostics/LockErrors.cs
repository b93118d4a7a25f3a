namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI301x to WOLFI303x: the lock file.</summary>
public static class LockErrors
{
    private const string Renew = "Build with -p:WolfiUpdate=true, or run 'dotnet wolfi lock', and commit the lock file";

    /// <summary>The lock file is not what it should be.</summary>
    public static DiagnosticDescriptor Damaged { get; } = Error("WOLFI3010", "Damaged lock file",
        "{0}, line {1}, column {2}: {3}.",
        "Take the file from version control, or remove it and build with -p:WolfiLockedMode=false to lock anew.");

    /// <summary>The lock file can't be read at all.</summary>
    public static DiagnosticDescriptor Unreadable { get; } = Error("WOLFI3011", "Unreadable lock file",
        "{0} can't be read as a lock file: {1}.", "Check the path, who may read it, and that it is a file of this product.");

    /// <summary>A locked build without a lock file.</summary>
    public static DiagnosticDescriptor NoLockFile { get; } = Error("WOLFI3012", "No lock file",
        "There is no lock file {0}, and this build is locked: CI, ContinuousIntegrationBuild or WolfiLockedMode is true.",
        Renew + "; or build with -p:WolfiLockedMode=false to resolve anew.");

    /// <summary>The lock file does not fit what the project asks for.</summary>
    public static DiagnosticDescriptor Drift { get; } = Error("WOLFI3013", "Lock file out of date",
        "{0} does not say any more what the project asks for: {1}.", Renew + "; or build with -p:WolfiLockedMode=false, which renews it where it must.");

    /// <summary>What is locked is not whole.</summary>
    public static DiagnosticDescriptor NotClosed { get; } = Error("WOLFI3014", "Lock file not whole",
        "What {0} locks for {1} is not what the packages themselves ask for: {2}",
        "Somebody edited the file, or merged two of it: take it from version control. " + Renew + ".");

    /// <summary>Versions differ between architectures.</summary>
    public static DiagnosticDescriptor Skew { get; } = new("WOLFI3015", Severity.Warning, "Versions differ between architectures",
        "{0} of the locked packages have not the same version for all architectures: {1}.",
        "The repository is half synchronised, or one architecture was locked earlier: lock all of them again, with 'dotnet wolfi update'.");

    /// <summary>The package is not the locked one.</summary>
    public static DiagnosticDescriptor PackageDiffers { get; } = Error("WOLFI3020", "Not the locked package",
        "{0}", "The repository has other bytes under that name than when it was locked, or somebody edited the lock file: do not use them before you know why.");

    /// <summary>Locked packages are no longer to be had.</summary>
    public static DiagnosticDescriptor Gone { get; } = Error("WOLFI3021", "Locked packages are gone",
        "{0} of the locked packages can't be had any more: {1}",
        "A cache or mirror that still has them serves the build: WolfiRepository with CanonicalUrl names a mirror. To move on to newer ones: 'dotnet wolfi update', or -p:WolfiUpdate=true.");

    /// <summary>The index lists locked packages no longer.</summary>
    public static DiagnosticDescriptor Withdrawn { get; } = Error("WOLFI3022", "Locked packages were withdrawn",
        "{0} of the locked packages are no longer in the index of their repository: {1}.",
        "Move on to others with 'dotnet wolfi update' or -p:WolfiUpdate=true; without WolfiRequireListed=true they are still used.");

    /// <summary>Signatures are weaker than they were.</summary>
    public static DiagnosticDescriptor LessSigned { get; } = Error("WOLFI3023", "Less signed than locked",
        "The lock file has seen the packages of {0} signed themselves, and these are not, by a key of the project and strongly enough: {1}.",
        "Do not use them before you know why. Signatures=\"Index\" on the WolfiRepository accepts packages that its signed index alone vouches for.");

    /// <summary>A repository that a lock file can't name.</summary>
    public static DiagnosticDescriptor Unlockable { get; } = Error("WOLFI3024", "Repository can't be locked",
        "The repository {0} can't be named in a lock file: {1}.", "Name its key, so that what is locked is verified.");

    /// <summary>A package would get a lower version.</summary>
    public static DiagnosticDescriptor Downgrade { get; } = Error("WOLFI3030", "Lower version",
        "The repositories offer lower versions than are locked: {0}.",
        "A repository that goes back may be an attack with old packages. If you want them, name them: --allow-downgrade NAME, or -p:WolfiAllowDowngrade=NAME.");

    /// <summary>Nobody vouches for a locked package.</summary>
    public static DiagnosticDescriptor NotVouched { get; } = Error("WOLFI3031", "Nobody vouches for locked packages",
        "{0} carry no signature of their own that is strong enough, and the index of {1} does not list them any more.",
        "A lock file vouches for nothing. Use a repository that signs its packages or a mirror that still lists them, or move on with -p:WolfiUpdate=true.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
