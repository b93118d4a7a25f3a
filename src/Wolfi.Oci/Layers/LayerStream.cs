using System.Security.Cryptography;
using Wolfi.Archives;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Layers;

/// <summary>The uncompressed tar of a stored layer: inflated within bounds, exactly one gzip member, both sides hashed. <see cref="Finish"/> compares with the blob's digest.</summary>
internal sealed class LayerStream : Stream
{
    private readonly BlobSource _blob;
    private readonly IncrementalHash _storedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _file;
    private readonly MemberSource _stored;
    private readonly GzipMemberReader? _gzip;
    private long _length;

    /// <summary>Opens a layer.</summary>
    /// <exception cref="OciException">It can't be opened, or its media type is none that is inflated here.</exception>
    public LayerStream(BlobSource blob, string mediaType)
    {
        _blob = blob;
        if (MediaTypes.Find(mediaType) is not { Role: MediaTypeRole.Layer, Compression: LayerCompression.None or LayerCompression.Gzip } type)
        {
            throw new OciException(OciFault.UnsupportedMediaType, $"Layer {blob.Digest} has the media type '{Shown.Text(mediaType)}', which is not read here.");
        }

        _file = blob.Open();
        _stored = new MemberSource(_file, 0, _storedHash) { BlocksUntil = long.MaxValue };
        try
        {
            _gzip = type.Compression == LayerCompression.Gzip
                ? new GzipMemberReader(_stored, blob.Size, new InflateLimits(Limits.LayerBytes, Limits.LayerRatio, Limits.LayerRatioFloor))
                : null;
        }
        catch (ArchiveException exception)
        {
            Dispose();
            throw Fault(exception);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _gzip is null ? _stored.Read(buffer) : _gzip.Read(buffer);
        }
        catch (ArchiveException exception)
        {
            throw Fault(exception);
        }

        _contentHash.AppendData(buffer[..count]);
        _length += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left, compares the stored bytes with the blob's size and digest, and returns the diff id.</summary>
    /// <exception cref="OciException">The layer is damaged, or not the one that its digest names.</exception>
    public Digest Finish(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[128 * 1024];
        while (Read(buffer) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_stored.Position != _blob.Size)
        {
            throw new OciException(OciFault.SizeMismatch, $"Layer {_blob.Digest} in {_blob.Place} has {_stored.Position} bytes instead of {_blob.Size}.");
        }

        return Digest.FromHash(_storedHash.GetHashAndReset()) == _blob.Digest
            ? Digest.FromHash(_contentHash.GetHashAndReset())
            : throw new OciException(OciFault.DigestMismatch, $"Layer {_blob.Digest} in {_blob.Place} has the content of another digest.");
    }

    /// <summary>The failure for damaged archive bytes of this layer.</summary>
    public OciException Fault(ArchiveException exception) => new(
        exception.Fault == ArchiveFault.Limit ? OciFault.LimitExceeded : OciFault.MalformedLayer,
        $"Layer {_blob.Digest} in {_blob.Place}: {exception.Message}.",
        exception);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip?.Dispose();
            _stored.Dispose();
            _file.Dispose();
            _storedHash.Dispose();
            _contentHash.Dispose();
        }

        base.Dispose(disposing);
    }
}
