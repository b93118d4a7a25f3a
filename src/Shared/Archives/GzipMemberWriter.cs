using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Wolfi.Archives;

/// <summary>
/// Writes one gzip member (RFC 1952) with the constant header <c>1f8b08 00 00000000 00 ff</c>, hashing both sides as it goes.
/// The compressor sees blocks of one size however the caller writes, so that the bytes are a function of the content alone.
/// Call <see cref="Complete"/>; without it the member stays cut off.
/// </summary>
internal sealed class GzipMemberWriter : Stream
{
    private const int BlockSize = 64 * 1024;
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    private readonly HashingOutput _output;
    private readonly DeflateStream _deflate;
    private readonly IncrementalHash _contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = new byte[BlockSize];
    private int _filled;
    private long _contentSize;
    private uint _crc;
    private bool _completed;

    /// <summary>Starts a member; <paramref name="output"/> stays open.</summary>
    public GzipMemberWriter(Stream output, CompressionLevel level)
    {
        _output = new HashingOutput(output);
        _output.Write(Header);
        _deflate = new DeflateStream(_output, level, leaveOpen: true);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _contentSize;

    public override long Position { get => _contentSize; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        _contentSize += buffer.Length;
        while (!buffer.IsEmpty)
        {
            int take = Math.Min(buffer.Length, BlockSize - _filled);
            buffer[..take].CopyTo(_block.AsSpan(_filled));
            _filled += take;
            buffer = buffer[take..];
            if (_filled == BlockSize)
            {
                CompressBlock();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Ends the member and says what was written.</summary>
    public WrittenMember Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_filled > 0)
        {
            CompressBlock();
        }

        _completed = true;
        _deflate.Dispose();
        if (_contentSize == 0)
        {
            // The framework writes nothing at all for no content; this is deflate's empty final block.
            _output.Write([0x03, 0x00]);
        }

        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], unchecked((uint)_contentSize));
        _output.Write(trailer);
        return new WrittenMember(_output.Length, _output.HashHex(), _contentSize, Convert.ToHexStringLower(_contentHash.GetHashAndReset()));
    }

    public override void Flush()
    {
        // A flush in the middle would change the compressed bytes.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _completed = true;
            _deflate.Dispose();
            _contentHash.Dispose();
            _output.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CompressBlock()
    {
        ReadOnlySpan<byte> block = _block.AsSpan(0, _filled);
        _crc = Crc32.Append(_crc, block);
        _contentHash.AppendData(block);
        _deflate.Write(block);
        _filled = 0;
    }
}
