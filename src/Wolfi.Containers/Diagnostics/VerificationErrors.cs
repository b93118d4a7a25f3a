namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI8040 to 8079: who signed an image, and what else a policy asks for.</summary>
public static class VerificationErrors
{
    /// <summary>No signature by a named key.</summary>
    public static DiagnosticDescriptor NotSigned { get; } = Error("WOLFI8040", "Image not signed by a named key",
        "Nothing proves that a key named here signed image {0}: {1}.", "Do not run the image unless you know who made it.");

    /// <summary>A development key's signature.</summary>
    public static DiagnosticDescriptor DevelopmentKey { get; } = Error("WOLFI8041", "Signed by a development key",
        "The signature of image {0} says that a development key made it.", "Have it signed with the team's key; --allow-development-key lets it pass on this machine.");

    /// <summary>A signature for another repository.</summary>
    public static DiagnosticDescriptor OtherRepository { get; } = Error("WOLFI8042", "Signed for another repository",
        "Image {0} was signed for the repository '{1}', not for '{2}'.", "Somebody moved the image, or its signature: ask where it should be.");

    /// <summary>A signature of another version.</summary>
    public static DiagnosticDescriptor OtherVersion { get; } = Error("WOLFI8043", "Another version",
        "Image {0} was signed as version '{1}', not '{2}'.", "Ask for the version that was meant; a tag may have been pointed back.");

    /// <summary>A signature of a source that is too old.</summary>
    public static DiagnosticDescriptor TooOld { get; } = Error("WOLFI8044", "Too old",
        "Image {0} was signed as made of a source of {1}, which is before {2}.", "Use a newer one; a tag may have been pointed back.");

    /// <summary>Evidence that is asked for and not there.</summary>
    public static DiagnosticDescriptor EvidenceMissing { get; } = Error("WOLFI8050", "Evidence missing",
        "Image {0} has no {1} that a key named here signed.", "Publish the image with it, or ask for less.");

    /// <summary>Evidence that says what is not so.</summary>
    public static DiagnosticDescriptor EvidenceDiffers { get; } = Error("WOLFI8051", "Evidence of something else",
        "The {0} of image {1} is not of this image: {2}.", "Do not trust the document; ask whoever signed it.");

    /// <summary>A build that was not held to a lock file.</summary>
    public static DiagnosticDescriptor NotLocked { get; } = Error("WOLFI8110", "Build not locked",
        "The provenance of image {0} does not show a locked build: {1}.",
        "Publish it with WolfiLockedMode=true and its lock file (CI=true means the same), or ask for less.");

    /// <summary>A copy whose content is not that of the original.</summary>
    public static DiagnosticDescriptor CopyDiffers { get; } = Error("WOLFI8111", "Copy of something else",
        "The copy is not one of image {0}: {1}.", "Do not run the copy; make it again from the original.");

    /// <summary>A key that can't be one of an image's.</summary>
    public static DiagnosticDescriptor KeyRefused { get; } = Error("WOLFI8052", "Key refused",
        "{0}", "Name the public key of whoever signs the image: ECDSA on the curve P-256 in PEM form, such as cosign.pub.");

    /// <summary>Packages that are not those of a lock file.</summary>
    public static DiagnosticDescriptor LockDiffers { get; } = Error("WOLFI8060", "Not what is locked",
        "The image's packages are not those of the lock file: {0}.", "Publish the image in locked mode, or give the lock file that it was made with.");

    /// <summary>A package that the index lists no more.</summary>
    public static DiagnosticDescriptor Withdrawn { get; } = Error("WOLFI8061", "Package withdrawn",
        "The index does not list {0} as it is in the image, built {1}: it was withdrawn.", "Publish the image again with newer packages (dotnet wolfi update).");

    /// <summary>A package that the index has newer.</summary>
    public static DiagnosticDescriptor Superseded { get; } = Error("WOLFI8062", "Package superseded",
        "The image has {0}, built {1}; the index has {2}.", "Publish the image again with newer packages (dotnet wolfi update); --allow-superseded lets what is still listed pass.");

    /// <summary>A package that is older than allowed.</summary>
    public static DiagnosticDescriptor PackageTooOld { get; } = Error("WOLFI8063", "Package too old",
        "{0} was built {1}, which is longer ago than allowed.", "Publish the image again with newer packages (dotnet wolfi update).");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
