using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Tests.Apps;

/// <summary>Keeps what it hears.</summary>
internal sealed class Observer : IPublishObserver
{
    public List<Diagnostic> Warnings { get; } = [];

    public void Warn(Diagnostic diagnostic) => Warnings.Add(diagnostic);

    public void Report(string line)
    {
    }

    public void Inform(string line)
    {
    }

    public void Detail(string line)
    {
    }
}
