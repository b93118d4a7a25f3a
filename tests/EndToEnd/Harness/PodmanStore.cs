using System.Diagnostics;

namespace Wolfi.EndToEnd.Harness;

/// <summary>Podman with images of this test's own.</summary>
internal sealed class PodmanStore : IAsyncDisposable
{
    private readonly string _folder;

    public PodmanStore()
    {
        _folder = Run.NewPath("podman");
        Directory.CreateDirectory(_folder);
        string driver = File.ReadAllText("/proc/filesystems").Contains("\toverlay\n", StringComparison.Ordinal) ? "overlay" : "vfs";
        string configuration = Path.Combine(_folder, "storage.conf");
        File.WriteAllText(configuration, $"[storage]\ndriver = \"{driver}\"\ngraphroot = \"{_folder}/images\"\nrunroot = \"{_folder}/run\"\n");
        Environment = new Dictionary<string, string> { ["CONTAINERS_STORAGE_CONF"] = configuration, ["DOCKER_HOST"] = $"unix://{_folder}/no-docker" };
    }

    /// <summary>What leads programs to these images, and to no Docker.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Where its service listens, once it runs.</summary>
    public string Socket => $"unix://{_folder}/socket";

    public Task<CommandResult> PodmanAsync(params IEnumerable<string> arguments) => Commands.RunAsync(Run.Folder, Environment, Tools.Find("podman"), arguments);

    /// <summary>Runs an image in the background, within the limits that any machine allows.</summary>
    /// <returns>The container.</returns>
    public async Task<string> RunAsync(string image) => (await PodmanAsync(
        "run", "--detach", "--network", "none", "--read-only", "--cap-drop", "ALL", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000", image)).Succeeded().Output.Trim().Split('\n')[^1];

    /// <summary>Runs Podman's service while something is done.</summary>
    public async Task WithServiceAsync(Func<Task> work)
    {
        using Process service = Process.Start(Commands.Describe(_folder, Environment, Tools.Find("podman"), ["system", "service", "--time", "0", Socket]))!;
        Task<CommandResult> finished = Commands.FinishAsync(service, TimeSpan.FromMinutes(5));
        try
        {
            for (int i = 0; i < 300 && !File.Exists(Path.Combine(_folder, "socket")) && !finished.IsCompleted; i++)
            {
                await Task.Delay(100);
            }

            await work();
        }
        finally
        {
            if (!service.HasExited)
            {
                // On SIGKILL its mounts stay.
                (await Commands.RunAsync(_folder, [], "kill", "-TERM", $"{service.Id}")).Succeeded();
            }

            await finished;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await PodmanAsync("rm", "--all", "--force");
        string mounted = Path.Combine(_folder, "images", "overlay");
        if (File.ReadAllText("/proc/mounts").Contains($" {mounted} ", StringComparison.Ordinal))
        {
            await Commands.RunAsync(Run.Folder, [], "umount", mounted);
        }
    }
}
