using Microsoft.Build.Framework;
using Wolfi.Containers.Publishing;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Begins with an image before its app is there, on a thread of its own, for <see cref="PublishImage"/> to go on with. It never fails a build.</summary>
public sealed class BeginImage : Task
{
    private const RegisteredTaskObjectLifetime Lifetime = RegisteredTaskObjectLifetime.Build;

    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The document that <see cref="CapturePublishedApp"/> wrote in the last build, whether it is there or not.</summary>
    [Required]
    public string PublishedAppFile { get; set; } = "";

    /// <summary><c>PublishDir</c> of the project.</summary>
    [Required]
    public string PublishFolder { get; set; } = "";

    /// <summary>Properties: their names, with the metadata <c>Value</c>.</summary>
    public ITaskItem[] Settings { get; set; } = [];

    /// <summary><c>WolfiRepository</c>.</summary>
    public ITaskItem[] Repositories { get; set; } = [];

    /// <summary><c>WolfiKey</c>.</summary>
    public ITaskItem[] Keys { get; set; } = [];

    /// <summary><c>WolfiPackage</c>.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary><c>WolfiNeed</c>.</summary>
    public ITaskItem[] Needs { get; set; } = [];

    /// <summary><c>Compile</c>, where the compiler is a process of its own; empty where a server compiles.</summary>
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary><c>IntermediateAssembly</c>.</summary>
    public string Assembly { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        string folder = ProjectPaths.Folder(ProjectFile, PublishFolder);
        ForeseenCompilation? compilation = Sources.Length > 0 && Assembly.Length > 0
            ? new ForeseenCompilation([.. Sources.Select(source => ProjectPaths.Full(ProjectFile, source.ItemSpec))], ProjectPaths.Full(ProjectFile, Assembly))
            : null;
        BuildEngine4.RegisterTaskObject(
            NameOf(PublishedAppFile), HeadStart.Begin(RawOptionsMapper.Map(this), PublishedAppFile, folder, compilation), Lifetime, allowEarlyCollection: false);
        return true;
    }

    /// <summary>What was begun for an app in this build; null for nothing.</summary>
    internal static HeadStart? Begun(Task task, string publishedAppFile) => task.BuildEngine4.GetRegisteredTaskObject(NameOf(publishedAppFile), Lifetime) as HeadStart;

    private static string NameOf(string publishedAppFile) => $"{typeof(HeadStart).AssemblyQualifiedName} {publishedAppFile}";
}
