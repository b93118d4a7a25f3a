using System.IO.Pipes;
using System.Net.Sockets;

namespace Wolfi.Oci.Daemons;

/// <summary>Connects to daemons.</summary>
internal static class DaemonConnections
{
    /// <summary>A handler whose every connection goes to one address, past every proxy, and which follows no redirect.</summary>
    public static SocketsHttpHandler Handler(DaemonAddress address) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellationToken) => new DaemonStream(await ConnectAsync(address, cancellationToken).ConfigureAwait(false)),
    };

    /// <summary>What a failed connection means.</summary>
    public static DaemonException Explain(DaemonAddress address, Exception exception)
    {
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
        {
            return new DaemonException(DaemonFault.UnexpectedAnswer, $"{address} breaks the connection off, or does not speak HTTP.", exception);
        }

        return exception.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException
            ? new DaemonException(DaemonFault.Denied, $"This user may not speak to {address}.", exception)
            : new DaemonException(DaemonFault.NotThere, $"Nothing listens at {address}.", exception);
    }

    private static async Task<Stream> ConnectAsync(DaemonAddress address, CancellationToken cancellationToken)
    {
        if (address.Kind == DaemonAddressKind.Pipe)
        {
            NamedPipeClientStream pipe = new(".", address.Path!, PipeDirection.InOut, PipeOptions.Asynchronous);
            try
            {
                await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
                return pipe;
            }
            catch
            {
                await pipe.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        Socket socket = address.Kind == DaemonAddressKind.Socket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Kind == DaemonAddressKind.Socket)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Path!), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await socket.ConnectAsync(address.Host!, address.Port, cancellationToken).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
