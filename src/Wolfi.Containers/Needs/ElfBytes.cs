namespace Wolfi.Containers.Needs;

/// <summary>Random access to a stream through one small window, so that neighbouring reads cost one read of the file.</summary>
internal sealed class ElfBytes
{
    private readonly byte[] _window = new byte[8192];
    private readonly Stream _stream;
    private long _start;
    private int _count;

    public ElfBytes(Stream stream)
    {
        _stream = stream;
        Length = stream.Length;
    }

    public long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/>; false when the file ends before.</summary>
    public bool TryRead(ulong offset, Span<byte> destination)
    {
        if (offset > (ulong)Length || (ulong)destination.Length > (ulong)Length - offset)
        {
            return false;
        }

        for (long position = (long)offset; !destination.IsEmpty;)
        {
            ReadOnlySpan<byte> here = At(position);
            if (here.IsEmpty)
            {
                return false;
            }

            int taken = Math.Min(here.Length, destination.Length);
            here[..taken].CopyTo(destination);
            destination = destination[taken..];
            position += taken;
        }

        return true;
    }

    private ReadOnlySpan<byte> At(long position)
    {
        if (position < _start || position >= _start + _count)
        {
            _stream.Position = position;
            _start = position;
            _count = _stream.ReadAtLeast(_window, _window.Length, throwOnEndOfStream: false);
        }

        return _window.AsSpan((int)(position - _start), _count - (int)(position - _start));
    }
}
