using System.Collections.Immutable;

namespace Wolfi.Containers.Apps;

/// <summary>What a build knows about the app that it published, as plain values.</summary>
public sealed record BuildFacts
{
    /// <summary>Absolute path of the project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The assembly's name.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The output's file name without extension; most often the assembly's name.</summary>
    public required string TargetName { get; init; }

    /// <summary>The project's version.</summary>
    public required string Version { get; init; }

    /// <summary>The target framework moniker.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>The runtime identifier; empty for a portable app.</summary>
    public string RuntimeIdentifier { get; init; } = "";

    /// <summary>Whether the app brings its runtime.</summary>
    public bool SelfContained { get; init; }

    /// <summary>Whether it is one bundled file.</summary>
    public bool SingleFile { get; init; }

    /// <summary>Whether that file's content is compressed (<c>EnableCompressionInSingleFile</c>).</summary>
    public bool CompressedSingleFile { get; init; }

    /// <summary>Whether that file unpacks files into a folder before it runs (<c>IncludeNativeLibrariesForSelfExtract</c>, <c>IncludeAllContentForSelfExtract</c>).</summary>
    public bool SelfExtracting { get; init; }

    /// <summary>Whether it is compiled to native code.</summary>
    public bool NativeAot { get; init; }

    /// <summary>Whether it is trimmed.</summary>
    public bool Trimmed { get; init; }

    /// <summary>Whether assemblies hold precompiled code.</summary>
    public bool ReadyToRun { get; init; }

    /// <summary>The value of <c>InvariantGlobalization</c>; null when the project is silent.</summary>
    public bool? InvariantGlobalization { get; init; }

    /// <summary>Names of the shared frameworks.</summary>
    public ImmutableArray<string> FrameworkReferences { get; init; } = [];

    /// <summary>Absolute path of the publish folder.</summary>
    public required string PublishFolder { get; init; }

    /// <summary>Files that the build copied there.</summary>
    public ImmutableArray<BuildItem> Published { get; init; } = [];

    /// <summary>Files that it put into the bundle.</summary>
    public ImmutableArray<BuildItem> Bundled { get; init; } = [];

    /// <summary>Files that the native compiler read.</summary>
    public ImmutableArray<BuildItem> NativeInputs { get; init; } = [];

    /// <summary>Ids of the runtime packs, compared without case.</summary>
    public ImmutableArray<string> RuntimePackIds { get; init; } = [];

    /// <summary>Absolute paths of the hosts that the build made for this app.</summary>
    public ImmutableArray<string> HostFiles { get; init; } = [];

    /// <summary>Id of the package with the host's template; null when it is unknown.</summary>
    public string? HostPackId { get; init; }

    /// <summary>Version of that package.</summary>
    public string? HostPackVersion { get; init; }

    /// <summary>Absolute path of the host's template in that package; null when it is unknown.</summary>
    public string? HostPackFile { get; init; }

    /// <summary>File name of the bundle; empty without one.</summary>
    public string BundleName { get; init; } = "";

    /// <summary>Absolute paths of the folders that hold NuGet packages as <c>ID/VERSION</c>.</summary>
    public ImmutableArray<string> PackageFolders { get; init; } = [];

    /// <summary>Absolute path of the build's deps.json; null when it made none.</summary>
    public string? DependenciesFile { get; init; }

    /// <summary>Absolute path of the restore's project.assets.json; null when there is none.</summary>
    public string? AssetsFile { get; init; }

    /// <summary>Text of <c>*.runtimeconfig.json</c>; null when there is none.</summary>
    public string? RuntimeConfiguration { get; init; }

    /// <summary>The git commit; null when the build knows none.</summary>
    public string? SourceRevision { get; init; }
}
