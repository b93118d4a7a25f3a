using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Tests;

/// <summary>Keeps what a build said.</summary>
internal sealed class RecordingObserver : IPublishObserver
{
    public List<Diagnostic> Warnings { get; } = [];

    public List<string> Lines { get; } = [];

    public List<string> Notes { get; } = [];

    public List<string> Details { get; } = [];

    public void Warn(Diagnostic diagnostic) => Warnings.Add(diagnostic);

    public void Report(string line) => Lines.Add(line);

    public void Inform(string line) => Notes.Add(line);

    public void Detail(string line) => Details.Add(line);
}
