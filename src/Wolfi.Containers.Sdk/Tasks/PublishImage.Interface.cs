using Microsoft.Build.Framework;

namespace Wolfi.Containers.Sdk.Tasks;

public sealed partial class PublishImage
{
    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The document that <see cref="CapturePublishedApp"/> wrote; empty where each platform has its own.</summary>
    public string PublishedAppFile { get; set; } = "";

    /// <summary><c>PublishDir</c> of the project.</summary>
    [Required]
    public string PublishFolder { get; set; } = "";

    /// <summary>The platforms of the image, each with its own document in the metadata <c>PublishedAppFile</c> where it was published by itself; none leaves the choice to the settings.</summary>
    public ITaskItem[] Platforms { get; set; } = [];

    /// <summary>Properties: their names, with the metadata <c>Value</c>.</summary>
    public ITaskItem[] Settings { get; set; } = [];

    /// <summary><c>ContainerPort</c>.</summary>
    public ITaskItem[] Ports { get; set; } = [];

    /// <summary><c>ContainerEnvironmentVariable</c>.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <summary><c>ContainerLabel</c>.</summary>
    public ITaskItem[] Labels { get; set; } = [];

    /// <summary><c>ContainerAppCommand</c>.</summary>
    public ITaskItem[] AppCommand { get; set; } = [];

    /// <summary><c>ContainerAppCommandArgs</c>.</summary>
    public ITaskItem[] AppCommandArgs { get; set; } = [];

    /// <summary><c>ContainerDefaultArgs</c>.</summary>
    public ITaskItem[] DefaultArgs { get; set; } = [];

    /// <summary><c>ContainerEntrypoint</c>.</summary>
    public ITaskItem[] Entrypoint { get; set; } = [];

    /// <summary><c>ContainerEntrypointArgs</c>.</summary>
    public ITaskItem[] EntrypointArgs { get; set; } = [];

    /// <summary><c>WolfiRepository</c>.</summary>
    public ITaskItem[] Repositories { get; set; } = [];

    /// <summary><c>WolfiKey</c>.</summary>
    public ITaskItem[] Keys { get; set; } = [];

    /// <summary><c>WolfiPackage</c>.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary><c>WolfiNeed</c>.</summary>
    public ITaskItem[] Needs { get; set; } = [];

    /// <summary><c>WolfiCertificate</c>.</summary>
    public ITaskItem[] Certificates { get; set; } = [];

    /// <summary><c>WolfiAccount</c>.</summary>
    public ITaskItem[] Accounts { get; set; } = [];

    /// <summary><c>WolfiAllowCapability</c>.</summary>
    public ITaskItem[] AllowedCapabilities { get; set; } = [];

    /// <summary><c>WolfiFile</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary><c>WolfiTestResults</c>.</summary>
    public ITaskItem[] TestResults { get; set; } = [];

    /// <summary><c>WolfiVexFile</c>.</summary>
    public ITaskItem[] VexFiles { get; set; } = [];

    /// <summary>Digest of the manifest; of an image for several platforms that of its index.</summary>
    [Output]
    public string ImageDigest { get; set; } = "";

    /// <summary>Name and digest.</summary>
    [Output]
    public string ImageReference { get; set; } = "";

    /// <summary>The manifest's or index's text.</summary>
    [Output]
    public string Manifest { get; set; } = "";

    /// <summary>The configuration's text.</summary>
    [Output]
    public string Configuration { get; set; } = "";

    /// <summary>The manifest's media type.</summary>
    [Output]
    public string MediaType { get; set; } = "";

    /// <summary>The index's text; empty for an image for one platform.</summary>
    [Output]
    public string ImageIndex { get; set; } = "";

    /// <summary>The image of each platform: its name, with the metadata <c>ManifestDigest</c>, <c>Manifest</c>, <c>ManifestMediaType</c> and <c>Configuration</c>.</summary>
    [Output]
    public ITaskItem[] PlatformImages { get; set; } = [];

    /// <summary>The archive; empty when none was asked for.</summary>
    [Output]
    public string ArchiveFile { get; set; } = "";

    /// <summary>Folder of the OCI layout; empty where none was asked for.</summary>
    [Output]
    public string LayoutFolder { get; set; } = "";

    /// <summary>The image's name with each of its tags.</summary>
    [Output]
    public ITaskItem[] ContainerNames { get; set; } = [];
}
