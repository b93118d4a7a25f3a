using System.Diagnostics;

namespace Wolfi.RunImage;

/// <summary>Runs other programs.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="ProgramException">It exited with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new ProgramException($"{program} exited with {process.ExitCode}: {errors.Trim()}{await output}");
    }

    /// <summary>Starts a program with both outputs redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
        ?? throw new ProgramException($"{program} did not start.");
}
