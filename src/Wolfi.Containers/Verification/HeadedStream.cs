namespace Wolfi.Containers.Verification;

/// <summary>A package as its file was: the head's bytes, and behind them the layer that is its data member. Seekable, for reading only.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream data) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => head.Length + data.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_position < head.Length)
        {
            count = (int)Math.Min(buffer.Length, head.Length - _position);
            head.Span.Slice((int)_position, count).CopyTo(buffer);
        }
        else
        {
            long place = _position - head.Length;
            if (data.Position != place)
            {
                data.Position = place;
            }

            count = data.Read(buffer);
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            data.Dispose();
        }

        base.Dispose(disposing);
    }
}
