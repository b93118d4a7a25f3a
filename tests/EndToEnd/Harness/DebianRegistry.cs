using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Wolfi.EndToEnd.Harness;

/// <summary>Debian's docker-registry (distribution 2.8: no referrers API) on this machine, with data in the run's folder.</summary>
internal sealed class DebianRegistry : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<CommandResult> _finished;

    private DebianRegistry(Process process, string authority)
    {
        _process = process;
        Authority = authority;
        _finished = Commands.FinishAsync(process, TimeSpan.FromMinutes(10));
    }

    /// <summary>Host and port.</summary>
    public string Authority { get; }

    public static async Task<DebianRegistry> StartAsync()
    {
        string folder = Run.NewPath("registry");
        Directory.CreateDirectory(folder);
        string authority = $"127.0.0.1:{FreePort()}";
        string configuration = Path.Combine(folder, "config.yml");
        File.WriteAllText(configuration, $$"""
            version: 0.1
            log: { accesslog: { disabled: false }, level: error }
            storage: { filesystem: { rootdirectory: {{folder}}/data } }
            http: { addr: "{{authority}}" }

            """);
        DebianRegistry registry = new(Process.Start(Commands.Describe(folder, [], Tools.Find("docker-registry"), ["serve", configuration]))!, authority);
        using HttpClient client = new();
        for (int i = 0; i < 100 && !registry._finished.IsCompleted; i++)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync($"http://{authority}/v2/");
                return registry;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        await registry.DisposeAsync();
        throw new AssertFailedException($"The registry did not start:\n{(await registry._finished).Output}");
    }

    /// <summary>Ends it; what it was asked, as <c>METHOD PATH</c>, in order.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await DisposeAsync();
        return [.. (await _finished).Output.Split('\n')
            .Select(line => line.Split('"'))
            .Where(parts => parts.Length > 2 && parts[1].EndsWith(" HTTP/1.1", StringComparison.Ordinal))
            .Select(parts => parts[1][..^" HTTP/1.1".Length])];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_finished.IsCompleted)
        {
            using Process? kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill!.WaitForExitAsync();
            await _finished;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
