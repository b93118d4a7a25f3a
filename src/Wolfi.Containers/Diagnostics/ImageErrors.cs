using Wolfi.Oci;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI5xxx: the image.</summary>
public static class ImageErrors
{
    /// <summary>Two packages own one path.</summary>
    public static DiagnosticDescriptor Overlap { get; } = Error("WOLFI5001", "Two packages own one path",
        "{0} and {1} both own /{2}, and {3}.", "A layer is the package's own bytes, so neither can give way: leave one of the packages out.");

    /// <summary>An entry below a link of another package.</summary>
    public static DiagnosticDescriptor ThroughLink { get; } = Error("WOLFI5002", "Entry through a link",
        "{0} has the entry /{1}, but /{2} is a link of {3}: as a layer it would hide the link.", "Use a package that is built for the merged /usr.");

    /// <summary>Shared directories differ.</summary>
    public static DiagnosticDescriptor DirectoryDiffers { get; } = Error("WOLFI5003", "Shared directory differs",
        "{0} has the directory /{1} as {2}, {3} has it as {4}.", "The later layer would change the earlier one's directory: leave one of the packages out, and tell its maker.");

    /// <summary>Too many layers.</summary>
    public static DiagnosticDescriptor TooManyLayers { get; } = Error("WOLFI5004", "Too many layers",
        "The image would have {0} layers; {1} is the most that every runtime takes.", "Leave packages out; the smallest are {2}.");

    /// <summary>A package owns a file that only the base may own.</summary>
    public static DiagnosticDescriptor ProtectedPath { get; } = Error("WOLFI5010", "Protected path",
        "{0} owns /{1}, which only the base layout may own.", "Do not use that package: it would change accounts, trust or the loader of the whole image.");

    /// <summary>The app's package has the name of a distribution package.</summary>
    public static DiagnosticDescriptor NameCollision { get; } = Error("WOLFI5011", "Package name taken",
        "The app's package would be named '{0}', which is the name of a package in the image.", "Change AssemblyName.");

    /// <summary>The working directory belongs to a package.</summary>
    public static DiagnosticDescriptor WorkingDirectoryOwned { get; } = Error("WOLFI5012", "Working directory taken",
        "The working directory '{0}' belongs to the package {1}.", "Choose another ContainerWorkingDirectory, such as /app.");

    /// <summary>A declared file's target is refused.</summary>
    public static DiagnosticDescriptor TargetRefused { get; } = Error("WOLFI5013", "Target refused",
        "WolfiFile target '{0}' is refused: {1}.", "Choose an absolute path outside the app's folder and the image's own records.");

    /// <summary>A declared file would replace a package's file.</summary>
    public static DiagnosticDescriptor TargetOwned { get; } = Error("WOLFI5014", "Target owned by a package",
        "WolfiFile target '{0}' belongs to the package {1}.", "Add Replace=\"true\" to the item if it shall take that file's place.");

    /// <summary>A declared file replaces a package's file.</summary>
    public static DiagnosticDescriptor FileReplaced { get; } = new("WOLFI5015", Severity.Warning, "Package file replaced",
        "WolfiFile replaces /{0} of {1}: that file is no longer the distribution's.", "");

    /// <summary>The user can't be used.</summary>
    public static DiagnosticDescriptor InvalidUser { get; } = Error("WOLFI5020", "Invalid user",
        "ContainerUser '{0}' {1}.", "Use a number, number:number, or a name that is in the image's passwd; leave it out for 65532.");

    /// <summary>Root was asked for.</summary>
    public static DiagnosticDescriptor RootRefused { get; } = Error("WOLFI5021", "Root refused",
        "ContainerUser '{0}' is root.", "Leave it out for 65532, or set WolfiAllowRoot=true if the app must run as root.");

    /// <summary>An output could not be written.</summary>
    public static DiagnosticDescriptor OutputFailed { get; } = Error("WOLFI5022", "Output not written",
        "The image could not be written: {0}", "The last good image, if any, is as it was. Check the folder's permissions and free space.");

    /// <summary>The finished image is not sound.</summary>
    public static DiagnosticDescriptor InvalidImage { get; } = Error("WOLFI5023", "Unsound image",
        "The image does not hold together: {0}", "No output was changed. If a file was being changed meanwhile, publish again; otherwise please report this.");

    /// <summary>The output's place holds something else.</summary>
    public static DiagnosticDescriptor OutputRefused { get; } = Error("WOLFI5034", "Output place refused",
        "{0}", "Name another place with WolfiImageLayout or ContainerArchiveOutputPath, or remove what is there.");

    /// <summary>A declared account collides.</summary>
    public static DiagnosticDescriptor AccountRefused { get; } = Error("WOLFI5024", "Account refused",
        "WolfiAccount '{0}' is refused: {1}.", "Choose another name or number.");

    /// <summary>The image runs as root.</summary>
    public static DiagnosticDescriptor RunsAsRoot { get; } = new("WOLFI5025", Severity.Warning, "Runs as root",
        "The image runs as root, as WolfiAllowRoot says.", "A process that breaks out of the container is root on the host unless user namespaces are used.");

    /// <summary>A declared certificate can't be read.</summary>
    public static DiagnosticDescriptor CertificateRefused { get; } = Error("WOLFI5030", "Certificate refused",
        "WolfiCertificate '{0}' is refused: {1}.", "Name a PEM file with X.509 certificates and nothing else.");

    /// <summary>A declared file can't be read.</summary>
    public static DiagnosticDescriptor FileRefused { get; } = Error("WOLFI5031", "File refused",
        "WolfiFile '{0}' is refused: {1}.", "Name an existing regular file.");

    /// <summary>The runtime identifier has no architecture in the distribution.</summary>
    public static DiagnosticDescriptor UnknownArchitecture { get; } = Error("WOLFI5033", "Unknown architecture",
        "The runtime identifier '{0}' has no architecture in the distribution.", "Publish for linux-x64 or linux-arm64.");

    /// <summary>The image would not start.</summary>
    public static DiagnosticDescriptor EntrypointMissing { get; } = Error("WOLFI5032", "Nothing to start",
        "The entrypoint '{0}' can't be started: {1}.", "Correct ContainerEntrypoint or ContainerAppCommand, or add the package that has the program with WolfiPackage.");

    /// <summary>A script of a package is not run.</summary>
    public static DiagnosticDescriptor ScriptsIgnored { get; } = new("WOLFI5035", Severity.Warning, "Scripts not run",
        "Packages carry scripts that an image build never runs: {0}.", "If the app needs their effect, add the files that they would make with WolfiFile.");

    /// <summary>Paths that some file systems can't tell apart.</summary>
    public static DiagnosticDescriptor CollidingPaths { get; } = new("WOLFI5036", Severity.Warning, "Paths that differ only in case or form",
        "The image has paths that differ only in the case or the Unicode form of their letters: {0}.",
        "In a container both are there. Where the image is unpacked on Windows or macOS, one would take the other's place.");

    /// <summary>The coded failure for a failure of the image library.</summary>
    public static WolfiException From(OciException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        DiagnosticDescriptor descriptor = exception.Fault switch
        {
            OciFault.OutputFailed => OutputFailed,
            OciFault.OutputRefused or OciFault.OutputBusy => OutputRefused,
            _ => InvalidImage,
        };
        return descriptor.Fail(exception, exception.Message);
    }

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
