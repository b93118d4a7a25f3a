using Microsoft.Build.Framework;
using Wolfi.Containers.Apps;
using Task = Microsoft.Build.Utilities.Task;

namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Writes down what was published and where each file came from, while the build still knows.</summary>
public sealed partial class CapturePublishedApp : Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <inheritdoc/>
    public override bool Execute() => TaskRunner.Run(
        Log,
        ProjectFile,
        (observer, cancellationToken) =>
        {
            BuildFacts facts = BuildFactsMapper.Map(this);
            AppRecorder.Record(facts, BuildFactsMapper.FullPathOrNull(this, RuntimeConfigurationFile), OutputFile, observer, cancellationToken);
            return System.Threading.Tasks.Task.CompletedTask;
        },
        _cancellation.Token);

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();
}
