namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI407x, from 4072: needs that are answered and still do not help.</summary>
public static class NeedErrors
{
    /// <summary>An ICU that the runtime does not know.</summary>
    public static DiagnosticDescriptor IcuNotLoaded { get; } = new("WOLFI4072", Severity.Error, "ICU not loadable",
        "The image's ICU is {0} {1} (libicuuc.so.{2}), and .NET loads versions {3} to {4}: the first use of a culture would end the process.",
        "Name a repository that has one of these versions, or publish with InvariantGlobalization.");

    /// <summary>Cultures that nobody misses.</summary>
    public static DiagnosticDescriptor SilentCultures { get; } = new("WOLFI4075", Severity.Warning, "Cultures silently wrong",
        "{0} is published with InvariantGlobalization and PredefinedCulturesOnly=false: every culture that it asks for is silently the invariant one.",
        "Remove PredefinedCulturesOnly, so that asking for a culture is an error; or remove InvariantGlobalization.");

    /// <summary>A program that unpacks itself where nothing can be written.</summary>
    public static DiagnosticDescriptor SelfExtracting { get; } = new("WOLFI4076", Severity.Warning, "App unpacks itself",
        "{0} unpacks files before it runs (IncludeNativeLibrariesForSelfExtract or IncludeAllContentForSelfExtract): on a read-only root it ends before its first line.",
        "Remove that property: native libraries then ship beside the program. Or set the environment variable DOTNET_BUNDLE_EXTRACT_BASE_DIR to a mounted folder that the app may write to.");
}
