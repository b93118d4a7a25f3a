using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Smoke;

/// <summary>Starts runtimes that stay in the foreground.</summary>
internal static class ChildProcesses
{
    /// <summary>Starts a program without a shell and without input; both its streams are read by whoever asked.</summary>
    /// <exception cref="WolfiException">It can't be started.</exception>
    public static Process Start(string program, string folder, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw SmokeErrors.RuntimeFailed.Fail(e, program, e.Message.TrimEnd('.'));
        }
    }
}
