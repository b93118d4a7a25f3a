namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI404x to WOLFI405x: what the build tells about the published app.</summary>
public static class CaptureErrors
{
    /// <summary>The document about the published app can't be read.</summary>
    public static DiagnosticDescriptor DamagedDocument { get; } = Error("WOLFI4040", "Unreadable record of the app",
        "{0} is not the record of a published app: {1}.", "It is written by the build: publish again.");

    /// <summary>There is no publish folder.</summary>
    public static DiagnosticDescriptor NoPublishFolder { get; } = Error("WOLFI4041", "No publish folder",
        "The publish folder {0} can't be read: {1}.", "Publish the project first; with --no-build, build it first.");

    /// <summary>More files than anybody publishes.</summary>
    public static DiagnosticDescriptor TooManyFiles { get; } = Error("WOLFI4042", "Too many files",
        "The publish folder {0} holds more than {1}.", "Clean the publish folder: an image with that many files helps nobody.");

    /// <summary>The endpoint manifest can't be read.</summary>
    public static DiagnosticDescriptor InvalidEndpointManifest { get; } = Error("WOLFI4043", "Unreadable endpoint manifest",
        "{0} is no manifest of static web assets: {1}.", "It is written by the .NET SDK: clean the publish folder and publish again.");

    /// <summary>The document about the published app can't be written.</summary>
    public static DiagnosticDescriptor NotRecorded { get; } = Error("WOLFI4044", "Record of the app not written",
        "{0} could not be written: {1}.", "Check the permissions and free space of the project's obj folder.");

    /// <summary>Assemblies that name a folder of this machine.</summary>
    public static DiagnosticDescriptor LocalPaths { get; } = Warning("WOLFI4045", "Local folders in assemblies",
        "Assemblies of the app name folders of this machine, so that another folder gives another image: {0}.",
        "Give their projects this package too (one PackageReference in Directory.Build.props) and PublishWolfiImage where they see it (there, or on the command line), or set DeterministicSourcePaths or PathMap in them; after an older build, build again.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
