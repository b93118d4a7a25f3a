namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI1xxx: what the project asks for. Where the .NET SDK has a code of the same meaning, it is named.</summary>
public static partial class SettingsErrors
{
    /// <summary>The .NET SDK is too old (raised by the targets).</summary>
    public static DiagnosticDescriptor SdkTooOld { get; } = Error("WOLFI1001", "SDK too old",
        "The .NET SDK is {0}, and Wolfi.Containers.Sdk needs 10.0.100 or newer.",
        "Install a newer SDK; it builds projects for older .NET versions too.");

    /// <summary>MSBuild is too old (raised by the targets).</summary>
    public static DiagnosticDescriptor BuildEngineTooOld { get; } = Error("WOLFI1002", "MSBuild too old",
        "MSBuild is {0}, and Wolfi.Containers.Sdk needs 18.0 or newer.",
        "Use 'dotnet publish', or Visual Studio 2026.");

    /// <summary>The two doors bring two versions (raised by the targets).</summary>
    public static DiagnosticDescriptor TwoVersions { get; } = Error("WOLFI1003", "Two versions",
        "{0} takes Wolfi.Containers.Sdk {1} by its Sdk element and {2} by a PackageReference.",
        "Keep one of the two, or give both one version.");

    /// <summary>Several target frameworks (raised by the targets).</summary>
    public static DiagnosticDescriptor SeveralTargetFrameworks { get; } = Error("WOLFI1004", "Several target frameworks",
        "{0} has the target frameworks {1}, and an image holds one of them.",
        "Choose it with -f, such as 'dotnet publish -f net10.0'.");

    /// <summary>A value is none of those that there are.</summary>
    public static DiagnosticDescriptor InvalidChoice { get; } = Error("WOLFI1010", "Value not known",
        "{0} is '{1}', which is none of: {2}.",
        "Correct the value, or leave it out for the default.");

    /// <summary>A path can't be used.</summary>
    public static DiagnosticDescriptor InvalidPath { get; } = Error("WOLFI1011", "Impossible path",
        "{0} '{1}' can't be used: {2}.",
        "Paths are absolute, or count from the folder of the project file.");

    /// <summary>An item lacks metadata.</summary>
    public static DiagnosticDescriptor MissingMetadata { get; } = Error("WOLFI1012", "Metadata missing",
        "{0} '{1}' has no {2}.",
        "Add it to the item: <{0} Include=\"{1}\" {2}=\"…\" />.");

    /// <summary>An item's metadata can't be used.</summary>
    public static DiagnosticDescriptor InvalidMetadata { get; } = Error("WOLFI1013", "Metadata not known",
        "{0} '{1}' has {2}=\"{3}\": {4}.",
        "Correct the item's metadata.");

    /// <summary>A NuGet package sets what only the project may.</summary>
    public static DiagnosticDescriptor DefinedByPackage { get; } = Error("WOLFI1014", "Set by a NuGet package",
        "{0} '{1}' comes from {2}, a file of a NuGet package.",
        "What decides on trust is taken only from the project, its imports outside NuGet packages, and the command line: if you want it, write it there.");

    /// <summary>A key is given as text.</summary>
    public static DiagnosticDescriptor KeyText { get; } = Error("WOLFI1020", "Key given as text",
        "{0} holds a key, where the name of a file is expected.",
        "Put the key into a file outside the project, and give the file's path: properties end up in logs.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
