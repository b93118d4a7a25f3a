using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Wolfi.RunImage;

/// <summary>Speaks HTTP inside another process's network namespace: a container without any network but its own loopback is reached this way.</summary>
internal static class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Asks once for a page on the loopback of that process; null when nothing listens.</summary>
    public static HttpAnswer? Get(int process, int port, string path)
    {
        HttpAnswer? answer = null;
        Exception? failure = null;
        // The namespace belongs to the thread, and a socket to the namespace of the thread that made it: a thread of its own, which ends here.
        Thread thread = new(() =>
        {
            try
            {
                Enter(process);
                answer = Ask(port, path);
            }
            catch (Exception e) when (e is SocketException or IOException or Win32Exception)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is Win32Exception and not SocketException ? throw failure : answer;
    }

    private static void Enter(int process)
    {
        using SafeFileHandle space = File.OpenHandle($"/proc/{process}/ns/net");
        if (SetNamespace(space, CloneNewNet) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The network of process {process} can't be entered.");
        }
    }

    private static HttpAnswer Ask(int port, string path)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using NetworkStream stream = new(socket);
        using StreamReader reader = new(stream, Encoding.UTF8);
        string status = reader.ReadLine() ?? throw new IOException("The connection was closed.");
        return new HttpAnswer(int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture), reader.ReadToEnd());
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle space, int kind);
}
