using System.Diagnostics;
using System.Globalization;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Smoke;

/// <summary>Watches one running container until it is known whether its app works.</summary>
internal sealed class SmokeWatch(string digest, string runtime, SmokeSettings settings, int? port, ContainerRun run)
{
    private const int FirstBadStatus = 400;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>Waits for the answer, the port, the end, or the end of the time.</summary>
    /// <exception cref="WolfiException">The runtime failed.</exception>
    public async Task<SmokeResult> WatchAsync(CancellationToken cancellationToken)
    {
        ContainerPorts? ports = null;
        while (!run.Exited.IsCompleted && _time.Elapsed < settings.Timeout)
        {
            if (port is { } wanted)
            {
                ports ??= await run.FindPortsAsync(cancellationToken).ConfigureAwait(false);
                if (ports is not null && await LookAsync(ports, wanted, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }

            await Task.WhenAny(run.Exited, Task.Delay(Pause, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return run.Exited.IsCompleted ? Ended(await run.Exited.ConfigureAwait(false)) : StillRunning();
    }

    private async Task<SmokeResult?> LookAsync(ContainerPorts ports, int wanted, CancellationToken cancellationToken)
    {
        if (settings.HttpPath is not { } path)
        {
            return await ports.IsListeningAsync(wanted, cancellationToken).ConfigureAwait(false)
                ? Result(SmokeEnd.Listens, passed: true, Text($"the app listens on port {wanted}"))
                : null;
        }

        return await ports.AskAsync(wanted, path, cancellationToken).ConfigureAwait(false) is { } status
            ? Result(SmokeEnd.Answered, status < FirstBadStatus, Text($"GET {path} on port {wanted} was answered with {status}")) with { HttpStatus = status }
            : null;
    }

    private SmokeResult Ended(int exitCode)
    {
        if (run.StartFailure(exitCode) is { } failure && run.Output.Reasons.IsEmpty)
        {
            throw SmokeErrors.RuntimeFailed.Fail(runtime, failure.TrimEnd('.'));
        }

        string before = port is { } wanted ? Text($" before it {(settings.HttpPath is null ? "listened" : "answered")} on port {wanted}") : "";
        string meaning = exitCode != 0 && SmokeExitCodes.Meanings.TryGetValue(exitCode, out string? known) ? $" ({known})" : "";
        return Result(SmokeEnd.Ended, port is null && exitCode == 0, Text($"the app ended with exit code {exitCode}{meaning}{before}")) with { ExitCode = exitCode };
    }

    private SmokeResult StillRunning()
    {
        string seconds = Text($"{settings.Timeout.TotalSeconds:0.#} s");
        return port is { } wanted
            ? Result(SmokeEnd.Running, passed: false, Text($"the app {(settings.HttpPath is { } path ? $"did not answer GET {path}" : "did not listen")} on port {wanted} within {seconds}"))
            : Result(SmokeEnd.Running, passed: true, $"the app is running after {seconds}");
    }

    private SmokeResult Result(SmokeEnd end, bool passed, string summary) => new()
    {
        Digest = digest,
        Runtime = runtime,
        Passed = passed,
        End = end,
        Summary = summary,
        Port = port,
        Elapsed = _time.Elapsed,
        Reasons = run.Output.Reasons,
        LastLines = run.Output.LastLines,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
