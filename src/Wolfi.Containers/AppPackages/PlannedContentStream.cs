using System.Security.Cryptography;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>A planned file's content while it is packed: ends in an error when the bytes are not those that were planned.</summary>
internal sealed class PlannedContentStream : Stream
{
    private readonly Stream _inner;
    private readonly PlannedFile _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    public PlannedContentStream(Stream inner, PlannedFile file)
    {
        _inner = inner;
        _file = file;
        if (inner.Length != file.Size)
        {
            inner.Dispose();
            throw AppErrors.FileChanged.Fail(file.Name);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _file.Size;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // The last bytes are handed out only once the hash of all is known to be right.
        if (_read == _file.Size || buffer.IsEmpty)
        {
            return 0;
        }

        int count = ReadInner(buffer[..(int)Math.Min(buffer.Length, _file.Size - _read)]);
        _hash.AppendData(buffer[..count]);
        _read += count;
        if (count == 0 || (_read == _file.Size && Convert.ToHexStringLower(_hash.GetCurrentHash()) != _file.Sha256))
        {
            throw AppErrors.FileChanged.Fail(_file.Name);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (IOException e)
        {
            throw AppErrors.UnreadableFile.Fail(e, _file.Name, e.Message);
        }
    }
}
