namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI409x: where the app's files came from.</summary>
public static class TraceErrors
{
    /// <summary>A file that is not what its package holds.</summary>
    public static DiagnosticDescriptor ModifiedUpstream { get; } = Warning("WOLFI4095", "Modified upstream",
        "Files that the build takes for NuGet package {0} {1} are not what its archive holds, so somebody modified them: {2}.",
        "Clear the package from the NuGet cache (dotnet nuget locals global-packages --clear), restore and publish again; if the change is meant, add the file as Content of the project.");

    /// <summary>A package whose archive can't be compared with.</summary>
    public static DiagnosticDescriptor NotComparable { get; } = Warning("WOLFI4096", "Package not comparable",
        "The archive of NuGet package {0} {1} can't be compared with what is published: {2}.", "Restore again, so that the NuGet cache holds the package's .nupkg file.");

    /// <summary>An archive that is not the restored one.</summary>
    public static DiagnosticDescriptor ArchiveReplaced { get; } = Warning("WOLFI4097", "Package replaced in the cache",
        "The archive of NuGet package {0} {1} in the NuGet cache is not the one that was restored: its content hash is another.",
        "Clear the package from the NuGet cache (dotnet nuget locals global-packages --clear), restore and publish again.");

    /// <summary>A document of the SDK that can't be read.</summary>
    public static DiagnosticDescriptor DocumentIgnored { get; } = Warning("WOLFI4098", "Dependencies unknown",
        "{0} is ignored, because {1}: the bill of materials lacks what it would say of the app's packages.", "It is written by the .NET SDK: clean, restore and publish again.");

    /// <summary>A package's signature that is not sound.</summary>
    public static DiagnosticDescriptor SignatureIgnored { get; } = Warning("WOLFI4099", "Signature of a NuGet package ignored",
        "The signature of NuGet package {0} {1} is ignored: {2}.", "Look at it with dotnet nuget verify; if it is wrong there too, take the package from another source.");

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
