namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI4xxx: the app, its needs and its packages.</summary>
public static class AppErrors
{
    /// <summary>A framework-dependent app without a runtime configuration.</summary>
    public static DiagnosticDescriptor NoRuntimeConfiguration { get; } = Error("WOLFI4001", "No runtime configuration",
        "{0} needs a shared framework, but has no {0}.runtimeconfig.json that says which.", "Leave GenerateRuntimeConfigurationFiles on, or publish self-contained.");

    /// <summary>The runtime configuration can't be read.</summary>
    public static DiagnosticDescriptor InvalidRuntimeConfiguration { get; } = Error("WOLFI4002", "Unreadable runtime configuration",
        "{0}.runtimeconfig.json {1}.", "Correct runtimeconfig.template.json, or clean and publish again.");

    /// <summary>A framework that no package provides.</summary>
    public static DiagnosticDescriptor UnknownFramework { get; } = Error("WOLFI4003", "Unknown framework",
        "{0} needs the shared framework {1}, which exists for no Linux image.", "{2}");

    /// <summary>Published for another system.</summary>
    public static DiagnosticDescriptor WrongRuntimeIdentifier { get; } = Error("WOLFI4004", "Wrong runtime identifier",
        "{0} was published for {1}, but the image is for {2} with glibc.", "Publish for {3}: -r {3}.");

    /// <summary>A native file or assembly that can't be scanned.</summary>
    public static DiagnosticDescriptor Unscannable { get; } = Warning("WOLFI4005", "File not scannable",
        "{0} is not scannable, because {1}: what it needs is unknown.", "If the app uses the file, name the packages that it needs with WolfiPackage.");

    /// <summary>A name of a needed library that is none.</summary>
    public static DiagnosticDescriptor OddLibraryName { get; } = Warning("WOLFI4006", "Odd library name",
        "{0} needs '{1}', which is no library's name, so no package is looked up for it.", "Link the library by its soname; if a package has it, name that with WolfiPackage.");

    /// <summary>A search path that anybody may write.</summary>
    public static DiagnosticDescriptor OddSearchPath { get; } = Warning("WOLFI4007", "Odd library search path",
        "{0} looks for its libraries in '{1}', where anybody may write.", "Link it with the run path $ORIGIN.");

    /// <summary>A native file built for musl.</summary>
    public static DiagnosticDescriptor MuslFile { get; } = Error("WOLFI4010", "Built for musl",
        "{0}{1} is built for musl ({2}), but the image has glibc.", "Use the file for {3}: publish with -r {3}, or ask the package's maker for that asset.");

    /// <summary>A native file for another processor.</summary>
    public static DiagnosticDescriptor WrongMachine { get; } = Error("WOLFI4011", "Built for another processor",
        "{0}{1} is built for {2}, but the app is published for {3}.", "Publish with the runtime identifier of the image, and check that the package has an asset for it.");

    /// <summary>A program whose loader the image will not have.</summary>
    public static DiagnosticDescriptor WrongInterpreter { get; } = Error("WOLFI4012", "Unknown loader",
        "{0} asks for the loader {1}; the image has {2}.", "Build the program on a system with the standard loader path.");

    /// <summary>A need that nobody knows.</summary>
    public static DiagnosticDescriptor UnknownNeed { get; } = Error("WOLFI4013", "Unknown need",
        "WolfiNeed '{0}' is none of: {1}.", "A library is named by its soname, as so:libdemo.so.1, and any other package with WolfiPackage.");

    /// <summary>A need left out against the rules' advice.</summary>
    public static DiagnosticDescriptor NeedOmitted { get; } = Warning("WOLFI4015", "Need left out",
        "The need {0} is left out, as the project says: {1}.", "The image records it; remove the WolfiNeed item if the app uses it after all.");

    /// <summary>A need that can't be left out.</summary>
    public static DiagnosticDescriptor NeedStays { get; } = Warning("WOLFI4016", "Need stays",
        "The need {0} can't be left out: {1}.", "Remove the WolfiNeed item; what the distribution's runtime package brings, only a self-contained app can leave out.");

    /// <summary>A link that leaves the publish folder.</summary>
    public static DiagnosticDescriptor LinkLeavesFolder { get; } = Error("WOLFI4020", "Link leaves the publish folder",
        "{0} in the publish folder is a link that leads out of it.", "Publish a copy of the file, or remove the link.");

    /// <summary>A device, pipe or socket.</summary>
    public static DiagnosticDescriptor NotRegularFile { get; } = Error("WOLFI4021", "Not a regular file",
        "{0} is not a regular file.", "Remove it from the publish folder: only regular files ship.");

    /// <summary>A published file can't be read.</summary>
    public static DiagnosticDescriptor UnreadableFile { get; } = Error("WOLFI4022", "Unreadable file",
        "{0} can't be read: {1}.", "Check the file's permissions, and that nothing cleans the publish folder while the image is made.");

    /// <summary>A private key among the published files.</summary>
    public static DiagnosticDescriptor PrivateKey { get; } = Error("WOLFI4023", "Private key in the app",
        "{0} holds a private key, and everyone who can pull the image could read it.", "Keep it out of the publish output, and mount it as a secret at run time.");

    /// <summary>A file changed while it was packed.</summary>
    public static DiagnosticDescriptor FileChanged { get; } = Error("WOLFI4024", "File changed while packed",
        "{0} changed while the image was made.", "Publish again, and let nothing else write to the publish folder meanwhile.");

    /// <summary>Files of unknown source.</summary>
    public static DiagnosticDescriptor UnnamedFiles { get; } = Warning("WOLFI4025", "Files of unknown source",
        "The publish folder holds files that no item of the build names; they are packed as the app's own: {0}.", "Clean the publish folder, or add them as Content with CopyToPublishDirectory.");

    /// <summary>A version that apk's grammar can't say.</summary>
    public static DiagnosticDescriptor InvalidVersion { get; } = Error("WOLFI4030", "Impossible version",
        "The version '{0}' of {1} can't be written as a package version: {2}.", "Set Version to MAJOR.MINOR.PATCH, with a pre-release label such as beta.4 where wanted.");

    /// <summary>A name that apk's grammar can't say.</summary>
    public static DiagnosticDescriptor InvalidName { get; } = Error("WOLFI4031", "Impossible package name",
        "No package name can be made of the assembly name '{0}': {1}.", "Set AssemblyName to a shorter or plainer name.");

    /// <summary>A working directory that the app can't own.</summary>
    public static DiagnosticDescriptor WorkingDirectoryRefused { get; } = Error("WOLFI4032", "Working directory refused",
        "The working directory '{0}' is refused: {1}.", "Choose another ContainerWorkingDirectory, such as /app.");

    /// <summary>A file name that no package can hold.</summary>
    public static DiagnosticDescriptor InvalidPath { get; } = Error("WOLFI4033", "Impossible file name",
        "The published file '{0}' can't be packed: {1}.", "Rename the file or leave it out of the publish output.");

    /// <summary>A package of the app that breaks the app packages' rules.</summary>
    public static DiagnosticDescriptor PackageRuleBroken { get; } = Error("WOLFI4034", "App package breaks a rule",
        "The app's package {0} {1}.", "An app's package may own only files of the app: make the image again with this tool.");

    /// <summary>A package of the app can't be written.</summary>
    public static DiagnosticDescriptor PackageNotWritten { get; } = Error("WOLFI4060", "App package not written",
        "A package can't hold the app: {0}", "Rename the file, or leave it out of the publish output.");

    /// <summary>A file that needs a newer glibc than the image has.</summary>
    public static DiagnosticDescriptor GlibcTooOld { get; } = Error("WOLFI4050", "glibc too old",
        "{0} needs glibc {1}, and the image has {2} {3}: the loader would refuse to start it.", "Build it on a system with an older glibc, or name a repository that has a newer one.");

    /// <summary>The dependencies file can't be read.</summary>
    public static DiagnosticDescriptor InvalidDependencies { get; } = Error("WOLFI4051", "Unreadable dependencies file",
        "{0} {1}.", "It is written by the .NET SDK: clean the publish folder and publish again.");

    /// <summary>A folder that holds no app.</summary>
    public static DiagnosticDescriptor NoApp { get; } = Error("WOLFI4052", "No app in the folder",
        "The folder {0} is not the publish folder of one app: {1}.", "Name the folder that 'dotnet publish' wrote, the project, or an image.");

    /// <summary>An image that does not tell its needs.</summary>
    public static DiagnosticDescriptor NoRecordedNeeds { get; } = Error("WOLFI4053", "No needs in the image",
        "The image {0} does not record what its app needs.", "Ask about the project or its publish folder, or make the image again with this version.");

    /// <summary>A project that was not published.</summary>
    public static DiagnosticDescriptor NotPublished { get; } = Error("WOLFI4054", "Not published yet",
        "Nothing is known about the app of {0} before its first image.", "Run 'dotnet publish -p:PublishWolfiImage=true' first, or name a publish folder.");

    /// <summary>Native libraries that the app calls and nobody answers.</summary>
    public static DiagnosticDescriptor UnresolvedLibraries { get; } = Warning("WOLFI4055", "Libraries of unknown origin",
        "The app calls native libraries that it does not ship, and no rule knows them: {0}.",
        "Add what it uses on Linux by its soname, as WolfiNeed so:libdemo.so.1; for a library that it does not use, or that a WolfiPackage brings, say WolfiNeed with the name as written here and Action=\"Omit\".");

    /// <summary>A locale is set and ICU left out.</summary>
    public static DiagnosticDescriptor LocaleWithoutIcu { get; } = Warning("WOLFI4056", "Locale without ICU",
        "The image sets {0} but leaves out icu: the runtime asks for a culture at its start and ends at once.", "Remove the variable, or the WolfiNeed item that leaves icu out; InvariantGlobalization makes both unnecessary.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
