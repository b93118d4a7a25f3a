using System.Diagnostics;

namespace Wolfi.EndToEnd.Harness;

/// <summary>A Docker daemon of this test's own: private socket, no network, data in the run's folder.</summary>
internal sealed class DockerDaemon : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<CommandResult> _finished;
    private readonly string _socket;

    private DockerDaemon(Process process, string socket)
    {
        _process = process;
        _socket = socket;
        _finished = Commands.FinishAsync(process, TimeSpan.FromMinutes(5));
    }

    /// <summary>Where its clients find it, as <c>DOCKER_HOST</c> has it.</summary>
    public string Socket => _socket;

    public static async Task<DockerDaemon> StartAsync()
    {
        string folder = Run.NewPath("docker");
        Directory.CreateDirectory(folder);
        string socket = $"unix://{folder}/socket";
        string[] arguments =
        [
            "--host", socket, "--data-root", $"{folder}/data", "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/pid",
            "--iptables=false", "--ip6tables=false", "--bridge=none",
        ];
        DockerDaemon daemon = new(Process.Start(Commands.Describe(folder, [], Tools.Find("dockerd"), arguments))!, socket);
        for (int i = 0; i < 150 && !daemon._finished.IsCompleted; i++)
        {
            if ((await daemon.DockerAsync("version")).ExitCode == 0)
            {
                return daemon;
            }

            await Task.Delay(200);
        }

        await daemon.DisposeAsync();
        throw new AssertFailedException($"The Docker daemon did not start:\n{(await daemon._finished).Output}");
    }

    public Task<CommandResult> DockerAsync(params IEnumerable<string> arguments) =>
        Commands.RunAsync(Run.Folder, [], Tools.Find("docker"), ["--host", _socket, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // It ends its own containerd on SIGTERM, and leaves it on SIGKILL.
            using Process? kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill!.WaitForExitAsync();
            await _finished;
        }

        _process.Dispose();
    }
}
