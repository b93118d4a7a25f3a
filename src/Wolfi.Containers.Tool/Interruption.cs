using System.Runtime.InteropServices;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool;

/// <summary>
/// Ends a run by signals: the first asks the verb to stop and leave nothing half-written. One that waits for its input never hears of it,
/// so the process ends after a while by itself; a second signal ends it at once.
/// </summary>
internal static class Interruption
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly CancellationTokenSource Asked = new();
    private static readonly List<object> Alive = [];

    /// <summary>Cancelled by the first signal.</summary>
    public static CancellationToken Token => Asked.Token;

    /// <summary>Takes signals from now on, until the process ends.</summary>
    public static void Watch()
    {
        Alive.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
        Alive.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
    }

    private static void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !Asked.IsCancellationRequested;
        if (signal.Cancel)
        {
            Alive.Add(new Timer(_ => Environment.Exit((int)ExitCode.Cancelled), null, Grace, Timeout.InfiniteTimeSpan));
        }

        Asked.Cancel();
    }
}
