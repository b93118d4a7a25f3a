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
        ParsedRequest parsed = PublishRequestParser.Parse(raw, PublishedAppJson.ReadFile(PublishedAppFile), surroundings);
        foreach (Diagnostic diagnostic in parsed.Diagnostics)
        {
            observer.Log(diagnostic);
        }

        if (parsed.Request is { } request)
        {
            Return(request, await ImagePublisher.PublishAsync(request, observer, cancellationToken).ConfigureAwait(false));
        }
    }

    private void Return(PublishRequest request, PublishResult result)
    {
        ImageDigest = result.Digest;
        ImageReference = result.Reference;
        Manifest = result.Manifest;
        Configuration = result.Configuration;
        MediaType = result.MediaType;
        ArchiveFile = result.ArchiveFile ?? "";
        LayoutFolder = result.LayoutFolder;
        string name = result.Pushed is { } pushed ? $"{pushed.Reference.Registry}/{pushed.Reference.Repository}" : request.ImageRepository;
        ContainerNames = [.. request.Tags.Select(tag => new TaskItem($"{name}:{tag}"))];
    }
}
