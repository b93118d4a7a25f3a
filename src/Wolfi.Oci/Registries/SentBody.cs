using System.Net;
using System.Runtime.ExceptionServices;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Registries;

/// <summary>A blob, or part of one, as the body of a request. A whole blob is compared with its digest while it goes.</summary>
/// <param name="blob">The blob.</param>
/// <param name="from">The first byte.</param>
/// <param name="length">Bytes from there.</param>
/// <param name="progress">Hears of each piece.</param>
internal sealed class SentBody(BlobSource blob, long from, long length, Action<long> progress) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private Action? _piece;
    private Action? _end;

    /// <summary>Why the blob could not be read; null while it can.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    /// <summary>Says who is told before each piece is sent, and when all is.</summary>
    public void Watch(Action piece, Action end)
    {
        _piece = piece;
        _end = end;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        bool whole = from == 0 && length == blob.Size;
        using Stream source = Read(() => whole ? blob.OpenVerified() : blob.Open());
        if (!whole)
        {
            source.Position = from;
        }

        byte[] buffer = new byte[(int)Math.Clamp(length, 1, BufferSize)];
        long left = length;
        while (left > 0)
        {
            int count = Read(() => source.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length))));
            left -= count > 0 ? count : throw Fail(new OciException(OciFault.SizeMismatch, $"Blob {blob.Digest} in {blob.Place} ends {left} bytes too early."));
            if (left == 0 && whole)
            {
                // The end of the stream is where it compares; the last piece goes only when all is right.
                Read(() => source.Read(new byte[1]));
            }

            _piece?.Invoke();
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress(count);
        }

        _end?.Invoke();
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is OciException or RegistryException or IOException)
        {
            throw Fail(exception);
        }
    }

    private Exception Fail(Exception exception)
    {
        SourceFailure = ExceptionDispatchInfo.Capture(exception);
        return exception;
    }
}
