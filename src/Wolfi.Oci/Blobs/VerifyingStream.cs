using System.Security.Cryptography;

namespace Wolfi.Oci.Blobs;

/// <summary>Reads a blob once, from its beginning, and throws at its end when size or digest are not what they should be.</summary>
internal sealed class VerifyingStream(BlobSource blob, Stream content) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        int count = content.Read(buffer);
        Account(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        int count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Account(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Account(ReadOnlySpan<byte> piece)
    {
        _hash.AppendData(piece);
        _position += piece.Length;
        if (piece.IsEmpty)
        {
            _ended = true;
            Check();
        }
    }

    private void Check()
    {
        if (_position != blob.Size)
        {
            throw new OciException(OciFault.SizeMismatch, $"Blob {blob.Digest} in {blob.Place} has {_position} bytes instead of {blob.Size}.");
        }

        if (Digest.FromHash(_hash.GetHashAndReset()) is var actual && actual != blob.Digest)
        {
            throw new OciException(OciFault.DigestMismatch, $"Blob {blob.Digest} in {blob.Place} has the content of {actual}.");
        }
    }
}
