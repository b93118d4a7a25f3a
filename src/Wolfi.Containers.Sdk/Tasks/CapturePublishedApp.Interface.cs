using Microsoft.Build.Framework;

namespace Wolfi.Containers.Sdk.Tasks;

public sealed partial class CapturePublishedApp
{
    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary><c>AssemblyName</c>.</summary>
    [Required]
    public string AssemblyName { get; set; } = "";

    /// <summary><c>TargetName</c>.</summary>
    [Required]
    public string TargetName { get; set; } = "";

    /// <summary><c>Version</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary><c>TargetFramework</c>.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary><c>RuntimeIdentifier</c>; empty for a portable app.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary><c>SelfContained</c>.</summary>
    public string SelfContained { get; set; } = "";

    /// <summary><c>PublishSingleFile</c>.</summary>
    public string SingleFile { get; set; } = "";

    /// <summary><c>EnableCompressionInSingleFile</c>.</summary>
    public string CompressedSingleFile { get; set; } = "";

    /// <summary><c>IncludeNativeLibrariesForSelfExtract</c> and <c>IncludeAllContentForSelfExtract</c>, joined by semicolons.</summary>
    public string SelfExtracting { get; set; } = "";

    /// <summary>Whether the native compiler ran.</summary>
    public string NativeAot { get; set; } = "";

    /// <summary><c>PublishTrimmed</c>.</summary>
    public string Trimmed { get; set; } = "";

    /// <summary><c>PublishReadyToRun</c>.</summary>
    public string ReadyToRun { get; set; } = "";

    /// <summary><c>InvariantGlobalization</c>; empty when the project is silent.</summary>
    public string InvariantGlobalization { get; set; } = "";

    /// <summary>The shared frameworks.</summary>
    public ITaskItem[] FrameworkReferences { get; set; } = [];

    /// <summary><c>PublishDir</c>.</summary>
    [Required]
    public string PublishFolder { get; set; } = "";

    /// <summary><c>ResolvedFileToPublish</c> and the static web assets, with <c>RelativePath</c>.</summary>
    public ITaskItem[] PublishedItems { get; set; } = [];

    /// <summary><c>_FilesToBundle</c>.</summary>
    public ITaskItem[] BundledItems { get; set; } = [];

    /// <summary><c>IlcCompileInput</c>, <c>IlcReference</c> and <c>ManagedBinary</c>.</summary>
    public ITaskItem[] NativeInputs { get; set; } = [];

    /// <summary><c>ResolvedRuntimePack</c> and <c>ResolvedILCompilerPack</c>.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary><c>ResolvedAppHostPack</c>.</summary>
    public ITaskItem[] HostPacks { get; set; } = [];

    /// <summary>Paths of the hosts that the build makes, separated by semicolons.</summary>
    public string HostFiles { get; set; } = "";

    /// <summary><c>PublishedSingleFileName</c>.</summary>
    public string BundleName { get; set; } = "";

    /// <summary>Folders of NuGet packages, separated by semicolons.</summary>
    public string PackageFolders { get; set; } = "";

    /// <summary><c>ProjectDepsFilePath</c>.</summary>
    public string DependenciesFile { get; set; } = "";

    /// <summary><c>ProjectAssetsFile</c>.</summary>
    public string AssetsFile { get; set; } = "";

    /// <summary><c>ProjectRuntimeConfigFilePath</c>.</summary>
    public string RuntimeConfigurationFile { get; set; } = "";

    /// <summary><c>SourceRevisionId</c>.</summary>
    public string SourceRevision { get; set; } = "";

    /// <summary>The document to write.</summary>
    [Required]
    public string OutputFile { get; set; } = "";
}
