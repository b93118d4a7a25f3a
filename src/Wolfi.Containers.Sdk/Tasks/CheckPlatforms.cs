using Microsoft.Build.Framework;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Checks the platforms of an image before anything is built for them.</summary>
public sealed class CheckPlatforms : Task
{
    /// <summary>The project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The runtime identifiers.</summary>
    [Required]
    public ITaskItem[] Platforms { get; set; } = [];

    /// <summary><c>ProjectAssetsFile</c>.</summary>
    public string AssetsFile { get; set; } = "";

    /// <summary>Those of the platforms that restore has brought nothing for.</summary>
    [Output]
    public ITaskItem[] NotRestored { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => TaskRunner.Run(
        Log,
        ProjectFile,
        (observer, cancellationToken) =>
        {
            string[] names = [.. Platforms.Select(platform => platform.ItemSpec)];
            foreach (Diagnostic fault in PlatformChecks.Check(names))
            {
                observer.Log(fault);
            }

            string file = AssetsFile.Length == 0 ? "" : Path.GetFullPath(AssetsFile, Path.GetDirectoryName(ProjectFile)!);
            HashSet<string> restored = PlatformChecks.Restored(File.Exists(file) ? File.ReadAllBytes(file) : []);
            NotRestored = [.. Platforms.Where(platform => !restored.Contains(platform.ItemSpec))];
            return System.Threading.Tasks.Task.CompletedTask;
        },
        CancellationToken.None);
}
