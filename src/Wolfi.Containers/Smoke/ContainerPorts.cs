using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wolfi.Containers.Smoke;

/// <summary>The ports of a running container: its own loopback, or a port of this machine's that leads there.</summary>
internal sealed class ContainerPorts
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private const int MostStatusBytes = 1024;

    private readonly int? _process;
    private readonly int _hostPort;

    private ContainerPorts(int? process, int hostPort)
    {
        _process = process;
        _hostPort = hostPort;
    }

    /// <summary>The loopback of the network namespace that a process is in; takes root.</summary>
    public static ContainerPorts Inside(int process) => new(process, 0);

    /// <summary>A port on this machine's loopback that stands for the container's.</summary>
    public static ContainerPorts Published(int hostPort) => new(null, hostPort);

    /// <summary>Whether something listens on the port.</summary>
    public async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken) =>
        // A published port takes connections before the app does: only an answer shows that it is there.
        _process is { } process ? ListeningPorts.Of(process).Contains(port) : await AskAsync(port, "/", cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Asks for a page.</summary>
    /// <returns>The status; null when there is no answer, or none that is HTTP.</returns>
    public async Task<int?> AskAsync(int port, string path, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            using Socket? socket = _process is { } process ? NetworkNamespace.OpenSocket(process) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (socket is null)
            {
                return null;
            }

            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _process is null ? _hostPort : port), limit.Token).ConfigureAwait(false);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: wolfi-smoke\r\nAccept: */*\r\nConnection: close\r\n\r\n"), limit.Token).ConfigureAwait(false);
            return await ReadStatusAsync(socket, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<int?> ReadStatusAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MostStatusBytes];
        int length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).Contains((byte)'\n'))
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            length += count;
        }

        // RFC 9112, section 4: HTTP-version SP status-code SP reason.
        string[] words = Encoding.ASCII.GetString(buffer, 0, length).Split('\n')[0].Split(' ');
        return words.Length >= 2 && words[0].StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(words[1].TrimEnd('\r'), NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 100 and < 600
            ? status
            : null;
    }
}
