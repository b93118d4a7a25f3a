namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI103x: images for several platforms.</summary>
public static class PlatformErrors
{
    /// <summary>A docker-archive of an image for several platforms.</summary>
    public static DiagnosticDescriptor ArchiveOfOne { get; } = Warning("WOLFI1035", "Archive of one platform",
        "'{0}' holds the image for {1} alone: a docker-archive has a name for one platform only.",
        "Set WolfiArchiveFormat to oci, or leave it out, for an archive of all of them.");

    /// <summary>A list of platforms beside a single one.</summary>
    public static DiagnosticDescriptor ListUnused { get; } = Warning("WOLFI1036", "List of platforms not used",
        "ContainerRuntimeIdentifiers names '{0}', and {1} is '{2}': the image is for that platform alone.",
        "Leave {1} out of the project for one image for all platforms of the list.");

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
