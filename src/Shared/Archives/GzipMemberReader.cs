using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Wolfi.Archives;

/// <summary>
/// Reads the content of exactly one gzip member (RFC 1952): parses its header with all optional fields, inflates, and when the content
/// has been read to its end has checked the trailer's CRC-32 and length. Then <see cref="Completed"/> is true and the source stands
/// exactly behind the member.
/// </summary>
internal sealed class GzipMemberReader : Stream
{
    private const int TrailerSize = 8;
    private readonly MemberSource _source;
    private readonly InflateLimits _limits;
    private readonly IncrementalHash? _contentHash;
    private readonly DeflateStream _inflate;
    private readonly long _start;
    private readonly long? _end;
    private long _length;
    private uint _crc;

    /// <summary>Opens the member that begins at the source's next byte.</summary>
    /// <param name="source">Stays open.</param>
    /// <param name="end">The offset at which this member must end, when that is known: it is then read in blocks. Null finds the end byte by byte: for small members.</param>
    /// <param name="limits">Bounds on the content.</param>
    /// <param name="contentHash">Takes the content too, when given.</param>
    /// <exception cref="ArchiveException">The header is damaged.</exception>
    public GzipMemberReader(MemberSource source, long? end, InflateLimits limits, IncrementalHash? contentHash = null)
    {
        _source = source;
        _limits = limits;
        _contentHash = contentHash;
        _start = source.Position;
        _end = end;
        GzipHeader.Skip(source);

        // The last byte of the deflate stream goes out singly: only so does the position tell that it was needed.
        source.BlocksUntil = end is null ? 0 : end.Value - TrailerSize - 1;
        _inflate = new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Bytes of content read so far.</summary>
    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>Whether the content was read to its end and the trailer was right.</summary>
    public bool Completed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Completed)
        {
            return 0;
        }

        int count;
        try
        {
            count = _inflate.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            string how = _source.AtEnd ? "cut off" : "damaged";
            throw new ArchiveException(ArchiveFault.Gzip, $"the gzip member at offset {_start} is {how} near offset {_source.Position}", e);
        }

        if (count == 0)
        {
            CheckTrailer();
            return 0;
        }

        _crc = Crc32.Append(_crc, buffer[..count]);
        _contentHash?.AppendData(buffer[..count]);
        _length += count;
        CheckLimits();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflate.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckLimits()
    {
        if (_length > _limits.Bytes)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the gzip member at offset {_start} inflates to more than {_limits.Bytes} bytes");
        }

        long stored = _source.Position - _start;
        if (_length > _limits.RatioFloor && _length / _limits.Ratio > stored)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the gzip member at offset {_start} inflates to more than {_limits.Ratio} times its size");
        }
    }

    private void CheckTrailer()
    {
        if (_end is long end && _source.Position < end - TrailerSize)
        {
            throw new ArchiveException(ArchiveFault.Gzip, $"the gzip member at offset {_start} ends before offset {end}: other bytes follow it");
        }

        Span<byte> trailer = stackalloc byte[TrailerSize];
        for (int i = 0; i < TrailerSize; i++)
        {
            int value = _source.ReadByte();
            trailer[i] = value >= 0
                ? (byte)value
                : throw new ArchiveException(ArchiveFault.Gzip, $"the gzip member at offset {_start} is cut off at offset {_source.Position}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _crc)
        {
            throw new ArchiveException(ArchiveFault.Gzip, $"the CRC-32 of the gzip member at offset {_start} does not match its content");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != unchecked((uint)_length))
        {
            throw new ArchiveException(ArchiveFault.Gzip, $"the length in the trailer of the gzip member at offset {_start} does not match its content");
        }

        if (_end is long expected && _source.Position != expected)
        {
            throw new ArchiveException(ArchiveFault.Gzip, $"the gzip member at offset {_start} does not end at offset {expected}");
        }

        Completed = true;
    }
}
