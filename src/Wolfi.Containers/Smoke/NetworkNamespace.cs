using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wolfi.Containers.Smoke;

/// <summary>Makes sockets inside another process's network: a container with nothing but its own loopback is reached this way (setns(2), as root).</summary>
internal static class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>A TCP socket in the network namespace of a process; null when the process is gone or its namespace can't be entered.</summary>
    public static Socket? OpenSocket(int process)
    {
        Socket? socket = null;
        // The namespace belongs to the thread, and a socket to the namespace of the thread that made it: a thread of its own, which ends here.
        Thread thread = new(() =>
        {
            try
            {
                using SafeFileHandle space = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net"));
                socket = SetNamespace(space, CloneNewNet) == 0 ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
            {
                socket = null;
            }
        });
        thread.Start();
        thread.Join();
        return socket;
    }

    [DllImport("libc", EntryPoint = "setns", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(SafeFileHandle space, int kind);
}
