using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wolfi.Testing;

/// <summary>A server on 127.0.0.1 that answers with raw bytes: as right or wrong as a test wants it.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Gets the path asked for and the connection, which is closed afterwards.</param>
    /// <param name="certificate">Makes it a TLS server.</param>
    /// <param name="address">Another loopback address than 127.0.0.1.</param>
    public LoopbackServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null, IPAddress? address = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>The Authorization header without which every request is refused; null lets everybody in.</summary>
    public string? Authorization { get; init; }

    /// <summary><c>HOST:PORT</c>.</summary>
    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>The URL of its folder <c>repo</c>.</summary>
    public string Url => $"{(_certificate is null ? "http" : "https")}://{Authority}/repo";

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyList<string> Paths => [.. Heads.Select(PathOf)];

    /// <summary>The requests, each from its first line to the empty one.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    /// <summary>A server of a folder's files, below <c>/repo</c>.</summary>
    public static LoopbackServer Of(string folder, X509Certificate2? certificate = null, string? authorization = null) => new(
        (path, connection, token) => Path.Combine(folder, path["/repo/".Length..]) is { } file && File.Exists(file)
            ? WriteAsync(connection, File.ReadAllBytes(file), token)
            : connection.WriteAsync(Head("Content-Length: 0\r\n", "404 Not Found"), token).AsTask(),
        certificate)
    {
        Authorization = authorization,
    };

    /// <summary>The head of a good answer.</summary>
    public static byte[] Head(string headers, string status = "200 OK") => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n");

    /// <summary>Writes a good answer.</summary>
    public static async Task WriteAsync(Stream connection, byte[] body, CancellationToken cancellationToken)
    {
        await connection.WriteAsync(Head($"Content-Length: {body.Length}\r\n"), cancellationToken);
        await connection.WriteAsync(body, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        _stop.Dispose();
    }

    private static string PathOf(string head) => head.Split(' ') is [_, string path, ..] ? path : "";

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
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient closing = client;
        try
        {
            await using Stream connection = await SecureAsync(client.GetStream());
            string head = await ReadHeadAsync(connection);
            _heads.Enqueue(head);
            if (Authorization is null || head.Contains($"\r\nAuthorization: {Authorization}\r\n", StringComparison.Ordinal))
            {
                await _answer(PathOf(head), connection, _stop.Token);
            }
            else
            {
                await connection.WriteAsync(Head("Content-Length: 0\r\n", "401 Unauthorized"), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream connection)
    {
        if (_certificate is null)
        {
            return connection;
        }

        SslStream secured = new(connection);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secured;
    }

    private async Task<string> ReadHeadAsync(Stream connection)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one, _stop.Token) == 0)
            {
                throw new IOException("The connection ends without a request.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
