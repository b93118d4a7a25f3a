using System.Diagnostics;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>Another process that holds a lock on a file (flock of util-linux, the lock that .NET takes on Linux) until it is ended or killed.</summary>
internal sealed class LockingProcess : IDisposable
{
    private readonly Process _process;

    private LockingProcess(Process process) => _process = process;

    public static LockingProcess Alone(string file) => Start("--exclusive", file);

    public static LockingProcess Shared(string file) => Start("--shared", file);

    /// <summary>As the kernel does it to a process that is out of memory.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static LockingProcess Start(string how, string file)
    {
        ProcessStartInfo start = new("flock", [how, "--no-fork", file, "sh", "-c", "echo locked; exec cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        Assert.AreEqual("locked", process.StandardOutput.ReadLine());
        return new LockingProcess(process);
    }
}
