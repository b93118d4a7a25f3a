using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Wolfi.RunImage;

/// <summary>A bundle that <c>runc</c> runs.</summary>
internal sealed class Container : IAsyncDisposable
{
    private readonly string _name = $"wolfi-{Environment.ProcessId}-{Guid.NewGuid():N}";
    private readonly string _folder;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _pump;

    private Container(Bundle bundle)
    {
        _folder = bundle.Folder;
        _process = Programs.Start("runc", ["--root", StateFolder, "run", "--bundle", _folder, "--pid-file", ProcessIdFile, _name]);
        _pump = Task.WhenAll(PumpAsync(_process.StandardOutput), PumpAsync(_process.StandardError));
    }

    /// <summary>What the container wrote so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    private string StateFolder => Path.Combine(_folder, "runc");

    private string ProcessIdFile => Path.Combine(_folder, "pid");

    public static Container Start(Bundle bundle) => new(bundle);

    /// <summary>Waits for the container's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _pump;
        return _process.ExitCode;
    }

    /// <summary>Asks for a page on the container's own loopback until there is an answer.</summary>
    /// <exception cref="ProgramException">The container ended, or nothing answered in time.</exception>
    public async Task<HttpAnswer> GetAsync(int port, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        Stopwatch time = Stopwatch.StartNew();
        while (true)
        {
            if (HasExited)
            {
                throw new ProgramException($"The container ended with {await WaitAsync(cancellationToken)} before it answered:\n{Output}");
            }

            if (int.TryParse(File.Exists(ProcessIdFile) ? await File.ReadAllTextAsync(ProcessIdFile, cancellationToken) : "", CultureInfo.InvariantCulture, out int process)
                && NetworkNamespace.Get(process, port, path) is { } answer)
            {
                return answer;
            }

            if (time.Elapsed > limit)
            {
                throw new ProgramException($"Nothing answered on port {port} within {limit.TotalSeconds:0} s:\n{Output}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Programs.RunAsync("runc", ["--root", StateFolder, "delete", "--force", _name], CancellationToken.None);
            await _process.WaitForExitAsync();
        }

        await _pump;
        _process.Dispose();
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is string line)
        {
            lock (_output)
            {
                _output.Append(line).Append('\n');
            }
        }
    }
}
