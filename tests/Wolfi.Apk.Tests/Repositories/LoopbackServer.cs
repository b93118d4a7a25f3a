using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>A server on 127.0.0.1 that answers with raw bytes: as right or wrong as a test wants it.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="answer">Gets the path asked for and the connection, which is closed afterwards.</param>
    public LoopbackServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/repo";

    public IReadOnlyList<string> Paths => [.. _paths];

    public static byte[] Head(string headers) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}\r\n");

    public static async Task WriteAsync(Stream connection, byte[] body, CancellationToken cancellationToken)
    {
        await connection.WriteAsync(Head($"Content-Length: {body.Length}\r\n"), cancellationToken);
        await connection.WriteAsync(body, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient closing = client;
        try
        {
            NetworkStream connection = client.GetStream();
            string path = await ReadPathAsync(connection);
            _paths.Enqueue(path);
            await _answer(path, connection, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<string> ReadPathAsync(NetworkStream connection)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one, _stop.Token) == 0)
            {
                return "";
            }

            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ')[1];
    }
}
