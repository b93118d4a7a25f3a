using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>Puts what the core has to say on standard error.</summary>
internal sealed class TerminalObserver(VerbContext context) : IPublishObserver
{
    public void Warn(Diagnostic diagnostic) => context.Tell(diagnostic);

    public void Report(string line) => context.Terminal.Error.WriteLine(Shown.Text(line));

    public void Inform(string line) => Report(line);

    public void Detail(string line)
    {
    }
}
