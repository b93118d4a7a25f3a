using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wolfi.Testing;

/// <summary>A proxy on 127.0.0.1 that connects every host's name to one server of this machine.</summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    /// <summary>Starts it.</summary>
    /// <param name="target">The server's port.</param>
    /// <param name="authorization">What it wants to be told; null lets everybody in.</param>
    public LoopbackProxy(int target, string? authorization = null) => _server = new LoopbackServer(async (_, connection, token) =>
    {
        if (authorization is not null && !_server!.Heads[^1].Contains($"\r\nProxy-Authorization: {authorization}\r\n", StringComparison.Ordinal))
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), token);
            return;
        }

        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, target, token);
        await connection.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), token);
        NetworkStream server = client.GetStream();
        await Task.WhenAny(connection.CopyToAsync(server, token), server.CopyToAsync(connection, token));
    });

    /// <summary><c>HOST:PORT</c>.</summary>
    public string Authority => _server.Authority;

    /// <summary>What it was asked to connect to, as <c>HOST:PORT</c>, in order.</summary>
    public IReadOnlyList<string> Asked => _server.Paths;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
