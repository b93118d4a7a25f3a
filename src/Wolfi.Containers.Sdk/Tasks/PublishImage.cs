using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Makes the image of a published app.</summary>
public sealed partial class PublishImage : Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public override bool Execute() => TaskRunner.Run(Log, ProjectFile, PublishAsync, _cancellation.Token);

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private async System.Threading.Tasks.Task PublishAsync(TaskObserver observer, CancellationToken cancellationToken)
    {
        RawPublishOptions raw = RawOptionsMapper.Map(this);
        PublishSurroundings surroundings = await SurroundingsReader.ReadAsync(raw, cancellationToken).ConfigureAwait(false);
        PlatformApp[] apps = [.. Platforms.DistinctBy(platform => platform.ItemSpec).Select(platform => new PlatformApp(platform.ItemSpec, PublishedAppJson.ReadFile(FileOf(platform))))];
        string folder = ProjectPaths.Folder(ProjectFile, PublishFolder);
        if (apps.Length > 1)
        {
            ParsedIndexRequest parsed = PublishRequestParser.ParseIndex(raw, [.. apps], folder, surroundings);
            LogAll(observer, parsed.Diagnostics);
            if (parsed.Request is { } request)
            {
                Return(request.Whole, await ImagePublisher.PublishAsync(request, observer, cancellationToken).ConfigureAwait(false));
            }
        }
        else
        {
            ParsedRequest parsed = PublishRequestParser.Parse(raw, apps is [var only] ? only.App : PublishedAppJson.ReadFile(PublishedAppFile), surroundings, folder);
            LogAll(observer, parsed.Diagnostics);
            if (parsed.Request is { } request)
            {
                HeadStart? begun = BeginImage.Begun(this, PublishedAppFile);
                System.Threading.Tasks.Task kept = KeepSettingsAsync(raw);
                Return(request, await ImagePublisher.PublishAsync(request, observer, cancellationToken, begun).ConfigureAwait(false));
                await kept.ConfigureAwait(false);
            }
        }
    }

    // For the next build to begin with. Where each platform is built by itself none begins before its app is there.
    private System.Threading.Tasks.Task KeepSettingsAsync(RawPublishOptions raw) => PublishedAppFile.Length == 0
        ? System.Threading.Tasks.Task.CompletedTask
        : System.Threading.Tasks.Task.Run(() => RawOptionsJson.TryWriteFile(RawOptionsJson.FileBeside(PublishedAppFile), raw), CancellationToken.None);

    private static void LogAll(TaskObserver observer, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            observer.Log(diagnostic);
        }
    }

    private string FileOf(ITaskItem platform) => platform.GetMetadata("PublishedAppFile") is { Length: > 0 } own ? own : PublishedAppFile;

    private void Return(PublishRequest request, PublishResult result)
    {
        ImageDigest = result.Digest;
        ImageReference = result.Reference;
        Manifest = result.Manifest;
        Configuration = result.Configuration;
        MediaType = result.MediaType;
        ImageIndex = result.Platforms.IsEmpty ? "" : result.Manifest;
        PlatformImages =
        [
            .. result.Platforms.Select(platform => new TaskItem(platform.Platform, new Dictionary<string, string>
            {
                ["ManifestDigest"] = platform.Digest,
                ["Manifest"] = platform.Manifest,
                ["ManifestMediaType"] = platform.MediaType,
                ["Configuration"] = platform.Configuration,
            })),
        ];
        ArchiveFile = result.ArchiveFile ?? "";
        LayoutFolder = result.LayoutFolder ?? "";
        string name = result.Pushed is { } pushed ? $"{pushed.Reference.Registry}/{pushed.Reference.Repository}" : request.ImageRepository;
        ContainerNames = [.. request.Tags.Select(tag => new TaskItem($"{name}:{tag}"))];
    }
}
