using System.Net;
using System.Runtime.ExceptionServices;

namespace Wolfi.Oci.Daemons;

/// <summary>An image as the body of a request, written while it is sent: no copy of it lies anywhere.</summary>
/// <param name="write">Writes it.</param>
/// <param name="sent">Hears of each piece, with its bytes; 0 at the end.</param>
internal sealed class LoadBody(Action<Stream, CancellationToken> write, Action<int> sent) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Why the image could not be read; null while it can.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    // On a thread of its own, so that an answer that comes early is read meanwhile.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                using WatchedStream watched = new(stream, sent);
                using BufferedStream buffered = new(watched, BufferSize);
                write(buffered, cancellationToken);
                buffered.Flush();
                sent(0);
            }
            catch (OciException exception)
            {
                SourceFailure = ExceptionDispatchInfo.Capture(exception);
                throw;
            }
        },
        cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
