using System.Diagnostics;

namespace Wolfi.Containers.Smoke;

/// <summary>A container that a runtime runs in the foreground; with this value it ends, and what it left is removed.</summary>
internal abstract class ContainerRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<int> _exited;

    /// <summary>Takes a started runtime's process, whose streams are those of the container.</summary>
    protected ContainerRun(Process process)
    {
        _process = process;
        _exited = WaitAsync(process, Output);
    }

    /// <summary>What the container writes.</summary>
    public OutputTail Output { get; } = new();

    /// <summary>The container's end, with its exit code.</summary>
    public Task<int> Exited => _exited;

    /// <summary>Where the container's own loopback is reached; null as long as it can't be told.</summary>
    public abstract Task<ContainerPorts?> FindPortsAsync(CancellationToken cancellationToken);

    /// <summary>Why the runtime could not start the container, after its end; null where the container ran.</summary>
    public abstract string? StartFailure(int exitCode);

    /// <summary>Ends the container, whatever it is doing.</summary>
    protected abstract Task EndAsync();

    /// <summary>Ends the container and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _exited.ConfigureAwait(false);
            _process.Dispose();
        }
    }

    private static async Task<int> WaitAsync(Process process, OutputTail output)
    {
        await Task.WhenAll(output.ReadAsync(process.StandardOutput), output.ReadAsync(process.StandardError)).ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }
}
