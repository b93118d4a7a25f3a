using System.Diagnostics;
using System.Text;

namespace Wolfi.EndToEnd.Harness;

/// <summary>Runs programs with a limit on their time and an environment that depends on nothing but the arguments.</summary>
internal static class Commands
{
    // Packing compiles everything twice, which a machine that does other things too needs minutes for.
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private static readonly string[] Dropped = ["MSBUILD", "DOTNET_", "NUGET_PACKAGES", "TESTINGPLATFORM_", "SOURCE_DATE_EPOCH", "Version", "LC_ALL", "LANG", "TZ"];

    /// <summary>Runs a program to its end, or kills it with all its children at the limit.</summary>
    public static async Task<CommandResult> RunAsync(
        string folder, IEnumerable<KeyValuePair<string, string>> environment, string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(Describe(folder, environment, program, arguments))!;
        return await FinishAsync(process, Limit);
    }

    /// <summary>What to start; both outputs are redirected.</summary>
    public static ProcessStartInfo Describe(string folder, IEnumerable<KeyValuePair<string, string>> environment, string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => Dropped.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Kills a process that leads a group of its own, and all that it started, as nothing can catch it.</summary>
    public static async Task KillGroupAsync(Process leader)
    {
        if (!leader.HasExited)
        {
            await RunAsync(Run.Folder, [], "kill", "-KILL", "--", $"-{leader.Id}");
        }
    }

    /// <summary>Collects what a started process says until it ends.</summary>
    public static async Task<CommandResult> FinishAsync(Process process, TimeSpan limit)
    {
        Stopwatch time = Stopwatch.StartNew();
        StringBuilder output = new();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource cancellation = new(limit);
        try
        {
            await process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            Append($"(killed after {limit})");
        }

        lock (output)
        {
            return new CommandResult($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}", process.ExitCode, output.ToString(), time.Elapsed);
        }

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }
}
