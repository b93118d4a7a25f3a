namespace Wolfi.Oci.Daemons;

/// <summary>Tells of each piece that was written; the stream below stays open.</summary>
internal sealed class WatchedStream(Stream inner, Action<int> written) : SequentialStream
{
    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        written(buffer.Length);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
