using System.Security.Cryptography;

namespace Wolfi.Archives;

/// <summary>
/// Hands out the stored bytes of gzip members and knows exactly which were taken.
/// The framework's inflater asks for input only while it has not finished, but takes all that it is given: so where a member's end
/// must be found, it is given one byte at a time, and before that whole blocks.
/// </summary>
internal sealed class MemberSource : Stream
{
    private const int BlockSize = 64 * 1024;
    private readonly Stream _source;
    private readonly byte[] _block = new byte[BlockSize];
    private readonly IncrementalHash[] _hashes;
    private int _start;
    private int _end;
    private long _position;
    private MemoryStream? _capture;
    private int _captureLimit;

    /// <summary>Reads <paramref name="source"/> from where it stands, which is called <paramref name="position"/>; every byte taken goes into <paramref name="hashes"/>.</summary>
    public MemberSource(Stream source, long position, params IncrementalHash[] hashes)
    {
        _source = source;
        _position = position;
        _hashes = hashes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>The offset of the next byte that nobody has taken.</summary>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Before this offset bytes are handed out in blocks, from it on singly.</summary>
    public long BlocksUntil { get; set; }

    /// <summary>Whether there is no further byte.</summary>
    public bool AtEnd => _start == _end && !Fill();

    /// <summary>Keeps a copy of what is taken from now on, until <see cref="TakeCaptured"/>; more than <paramref name="limit"/> bytes are a fault.</summary>
    public void Capture(int limit) => (_capture, _captureLimit) = (new MemoryStream(), limit);

    /// <summary>The bytes taken since <see cref="Capture"/>.</summary>
    public byte[] TakeCaptured()
    {
        byte[] bytes = _capture?.ToArray() ?? [];
        _capture = null;
        return bytes;
    }

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return ReadAtMost(one) == 0 ? -1 : one[0];
    }

    public override int Read(Span<byte> buffer)
    {
        long room = BlocksUntil - _position;
        return ReadAtMost(buffer[..(int)Math.Min(buffer.Length, Math.Max(room, 1))]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadAtMost(Span<byte> buffer)
    {
        if (buffer.IsEmpty || AtEnd)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _end - _start);
        ReadOnlySpan<byte> taken = _block.AsSpan(_start, count);
        taken.CopyTo(buffer);
        foreach (IncrementalHash hash in _hashes)
        {
            hash.AppendData(taken);
        }

        if (_capture?.Length + count > _captureLimit)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the gzip member before offset {_position} has more than {_captureLimit} bytes");
        }

        _capture?.Write(taken);
        _start += count;
        _position += count;
        return count;
    }

    private bool Fill()
    {
        _start = 0;
        _end = _source.Read(_block);
        return _end > 0;
    }
}
