using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Wolfi.Oci.Daemons;

/// <summary>Where a daemon listens, as <c>DOCKER_HOST</c>, <c>CONTAINER_HOST</c> and Docker's contexts have it.</summary>
public sealed record DaemonAddress
{
    private const string SocketScheme = "unix://";
    private const string PipeScheme = "npipe://";
    private const string PipeFolder = "//./pipe/";
    private const string TcpScheme = "tcp://";
    private const int PlainPort = 2375;
    private const int Longest = 1024;

    private DaemonAddress(DaemonAddressKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>The way to it.</summary>
    public DaemonAddressKind Kind { get; }

    /// <summary>The address as URL, such as <c>unix:///var/run/docker.sock</c>.</summary>
    public string Text { get; }

    /// <summary>Absolute path of the socket, or name of the pipe; null for a port.</summary>
    public string? Path { get; private init; }

    /// <summary>Host of the port; null for a socket or pipe.</summary>
    public string? Host { get; private init; }

    /// <summary>The port; 0 for a socket or pipe.</summary>
    public int Port { get; private init; }

    /// <summary>Whether it is on this machine, so that plain HTTP may be spoken to it.</summary>
    public bool IsLocal => Kind switch
    {
        DaemonAddressKind.Socket or DaemonAddressKind.Pipe => true,
        DaemonAddressKind.Tcp => Host == "localhost" || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address)),
        _ => false,
    };

    /// <summary>Whether something may listen there: costs a look at the disk and no connection. A port always may.</summary>
    public bool MayBeThere => Kind switch
    {
        DaemonAddressKind.Socket => File.Exists(Path),
        DaemonAddressKind.Pipe => OperatingSystem.IsWindows() && File.Exists($@"\\.\pipe\{Path}"),
        _ => true,
    };

    /// <summary>A unix socket.</summary>
    /// <param name="path">Absolute path of the socket.</param>
    public static DaemonAddress OfSocket(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new DaemonAddress(DaemonAddressKind.Socket, SocketScheme + path) { Path = path };
    }

    /// <summary>A named pipe.</summary>
    /// <param name="name">The pipe's name, without folder.</param>
    public static DaemonAddress OfPipe(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new DaemonAddress(DaemonAddressKind.Pipe, PipeScheme + PipeFolder + name) { Path = name };
    }

    /// <summary>
    /// Reads <c>unix:///PATH</c>, <c>npipe:////./pipe/NAME</c>, <c>[tcp://]HOST[:PORT]</c>; any other URL is <see cref="DaemonAddressKind.Other"/>. False for what is none.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DaemonAddress? address)
    {
        address = null;
        if (string.IsNullOrEmpty(text) || text.Length > Longest || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
        {
            return false;
        }

        if (text.StartsWith(SocketScheme, StringComparison.Ordinal))
        {
            string path = text[SocketScheme.Length..];
            address = path.StartsWith('/') && path.Length > 1 ? OfSocket(path) : null;
        }
        else if (text.StartsWith(PipeScheme, StringComparison.Ordinal))
        {
            string pipe = text[PipeScheme.Length..].Replace('\\', '/');
            string name = pipe.StartsWith(PipeFolder, StringComparison.Ordinal) ? pipe[PipeFolder.Length..] : "";
            address = name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) ? OfPipe(name) : null;
        }
        else if (text.StartsWith(TcpScheme, StringComparison.Ordinal) || !text.Contains("://", StringComparison.Ordinal))
        {
            address = OfPort(text.StartsWith(TcpScheme, StringComparison.Ordinal) ? text[TcpScheme.Length..] : text);
        }
        else if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Host.Length > 0)
        {
            address = new DaemonAddress(DaemonAddressKind.Other, text);
        }

        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static DaemonAddress? OfPort(string text)
    {
        string authority = text.TrimEnd('/');
        return Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out Uri? url) && url.UserInfo.Length == 0 && url.AbsolutePath == "/" && url.Query.Length == 0 && url.Fragment.Length == 0
            ? new DaemonAddress(DaemonAddressKind.Tcp, TcpScheme + authority) { Host = url.IdnHost, Port = HasPort(authority) ? url.Port : PlainPort }
            : null;
    }

    private static bool HasPort(string authority) => authority.LastIndexOf(':') is var colon && colon > authority.LastIndexOf(']') && colon >= 0;
}
