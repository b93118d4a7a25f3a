namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI605x: settings of pushing.</summary>
public static class RegistrySettingsErrors
{
    /// <summary>A registry that is none (CONTAINER2012).</summary>
    public static DiagnosticDescriptor InvalidRegistry { get; } = Error("WOLFI6050", "Impossible registry",
        "{0} is '{1}', which is no registry.", "Write host or host:port alone, such as ghcr.io or localhost:5000; whatever follows a slash belongs to ContainerRepository, and credentials nowhere here.");

    /// <summary>A push without a network.</summary>
    public static DiagnosticDescriptor Offline { get; } = Error("WOLFI6051", "Push, and offline",
        "{0} asks for a push, and WolfiOffline refuses the network.", "Leave one of them out; 'dotnet wolfi push' brings the layout into a registry later.");

    /// <summary>A repository to mount from that is none.</summary>
    public static DiagnosticDescriptor InvalidMount { get; } = Error("WOLFI6052", "Impossible repository",
        "WolfiMountFrom has '{0}', which is no repository's name.", "Write names in lower case without the registry, such as team/base.");

    /// <summary>An image without a layout that goes into no registry, or to where a layout is needed.</summary>
    public static DiagnosticDescriptor NoLayout { get; } = Error("WOLFI6053", "No layout",
        "WolfiImageLayout is false, which leaves the image in a registry alone, and {0}.",
        "Name a ContainerRegistry, and neither ContainerArchiveOutputPath nor WolfiLoad=true; or leave WolfiImageLayout out.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
