using System.Globalization;
using System.Text;

namespace Wolfi.Archives;

/// <summary>
/// Reads a tar stream entry by entry, strictly: checksums, magic, octal fields, extended headers, padding of whole blocks, and nothing but
/// zeros behind the end-of-archive. What entries may be is left to the caller. Content comes in pieces of the reader's own buffer.
/// </summary>
internal sealed class TarReader
{
    private const int BufferSize = 128 * 1024;
    private readonly Stream _source;
    private readonly TarLimits _limits;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private long _offset;
    private long _contentLeft;
    private int _paddingLeft;
    private int _entries;

    /// <summary>Reads from <paramref name="source"/>, which stays open.</summary>
    public TarReader(Stream source, TarLimits limits)
    {
        _source = source;
        _limits = limits;
    }

    /// <summary>Whether the two zero blocks that end an archive were read; false as long as entries come, and for a stream that just stops.</summary>
    public bool EndOfArchive { get; private set; }

    /// <summary>Reads the next entry, skipping what is left of the last one's content; null at the end of the stream.</summary>
    /// <exception cref="ArchiveException">The stream is damaged or passes a limit.</exception>
    public TarEntry? ReadEntry()
    {
        SkipContent();
        TarExtendedHeaders extended = default;
        while (true)
        {
            long offset = _offset;
            ReadOnlySpan<byte> header = ReadHeader();
            if (header.IsEmpty)
            {
                return extended.IsEmpty ? null : throw TarHeader.Fault(extended.Offset, "is an extended header that no entry follows");
            }

            bool gnu = TarHeader.CheckIsGnu(header, offset);
            byte type = header[TarHeader.TypeFlag];
            if (type is TarTypes.Extended or TarTypes.GnuLongName or TarTypes.GnuLongLink)
            {
                long size = TarHeader.ParseOctal(header[TarHeader.Size], "size", offset);
                ReadExtended(type, size, offset, ref extended);
                continue;
            }

            if (++_entries > _limits.Entries)
            {
                throw new ArchiveException(ArchiveFault.Limit, $"the tar stream has more than {_limits.Entries} entries");
            }

            return Begin(MakeEntry(header, gnu, offset, extended));
        }
    }

    /// <summary>The next piece of the current entry's content, valid until the next call; empty at its end.</summary>
    public ReadOnlySpan<byte> ReadContent()
    {
        if (_contentLeft == 0)
        {
            return [];
        }

        if (_start == _end)
        {
            Fill(1);
        }

        int count = (int)Math.Min(_end - _start, _contentLeft);
        ReadOnlySpan<byte> piece = _buffer.AsSpan(_start, count);
        Take(count);
        _contentLeft -= count;
        return piece;
    }

    /// <summary>The whole of the current entry's content.</summary>
    /// <param name="limit">Most bytes that it may have.</param>
    /// <param name="grew">Hears of each piece that was read: the content's place, and how many of its bytes are there.</param>
    /// <exception cref="ArchiveException">It is larger than <paramref name="limit"/>.</exception>
    public byte[] ReadContentToEnd(int limit, Action<byte[], int>? grew = null)
    {
        if (_contentLeft > limit)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the tar entry before offset {_offset} has {_contentLeft} bytes; at most {limit} are read");
        }

        byte[] content = new byte[_contentLeft];
        int filled = 0;
        while (filled < content.Length)
        {
            filled += ReadContentInto(content.AsSpan(filled));
            grew?.Invoke(content, filled);
        }

        return content;
    }

    // What the buffer does not hold yet need not pass through it.
    private int ReadContentInto(Span<byte> destination)
    {
        if (_start < _end || destination.Length < BufferSize)
        {
            ReadOnlySpan<byte> piece = ReadContent();
            piece.CopyTo(destination);
            return piece.Length;
        }

        int read = _source.Read(destination[..BufferSize]);
        if (read == 0)
        {
            throw new ArchiveException(ArchiveFault.Tar, $"the tar stream is cut off at offset {_offset}");
        }

        _offset += read;
        _contentLeft -= read;
        return read;
    }

    private TarEntry MakeEntry(ReadOnlySpan<byte> header, bool gnu, long offset, TarExtendedHeaders extended)
    {
        byte type = header[TarHeader.TypeFlag];
        TarEntry entry = new()
        {
            TypeFlag = type,
            Path = extended.Path ?? TarHeader.ParseName(header, gnu, offset),
            LinkPath = extended.LinkPath ?? TarHeader.ParseText(header[TarHeader.LinkName], offset),
            Mode = (int)TarHeader.ParseOctal(header[TarHeader.Mode], "mode", offset),
            Uid = extended.Number("uid") ?? TarHeader.ParseOctal(header[TarHeader.Uid], "user number", offset),
            Gid = extended.Number("gid") ?? TarHeader.ParseOctal(header[TarHeader.Gid], "group number", offset),
            Size = extended.Number("size") ?? TarHeader.ParseOctal(header[TarHeader.Size], "size", offset),
            ModificationTime = extended.Seconds("mtime") ?? TarHeader.ParseOctal(header[TarHeader.ModificationTime], "modification time", offset),
            UserName = TarHeader.ParseText(header[TarHeader.UserName], offset),
            GroupName = TarHeader.ParseText(header[TarHeader.GroupName], offset),
            PaxRecords = extended.Records.IsDefault ? [] : extended.Records,
            HasGnuLongLink = extended.HasGnuLongLink,
            Offset = offset,
        };
        if (Encoding.UTF8.GetByteCount(entry.Path) > _limits.PathBytes || Encoding.UTF8.GetByteCount(entry.LinkPath) > _limits.PathBytes)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the tar entry at offset {offset} has a path of more than {_limits.PathBytes} bytes");
        }

        if (TarTypes.HasNoContent(type) && entry.Size != 0)
        {
            throw TarHeader.Fault(offset, $"gives '{TarText.Printable(entry.Path)}', {TarTypes.Describe(type)}, a size of {entry.Size.ToString(CultureInfo.InvariantCulture)}");
        }

        return entry;
    }

    private TarEntry Begin(TarEntry entry)
    {
        _contentLeft = entry.Size;
        _paddingLeft = Padding(entry.Size);
        return entry;
    }

    private void ReadExtended(byte type, long size, long offset, ref TarExtendedHeaders extended)
    {
        int limit = type == TarTypes.Extended ? _limits.PaxBytes : _limits.PathBytes + 1;
        if (size > limit)
        {
            throw new ArchiveException(ArchiveFault.Limit, $"the extended tar header at offset {offset} has {size} bytes; at most {limit} are read");
        }

        _contentLeft = size;
        _paddingLeft = Padding(size);
        byte[] content = ReadContentToEnd(limit);
        SkipContent();
        extended.Add(type, content, offset);
    }

    // The next header, or empty at the end: of the stream, or of the archive, behind which only zeros may stand.
    private ReadOnlySpan<byte> ReadHeader()
    {
        if (EndOfArchive || !TryFillBlock())
        {
            return [];
        }

        ReadOnlySpan<byte> header = TakeBlock();
        if (header.ContainsAnyExcept((byte)0))
        {
            return header;
        }

        long offset = _offset;
        if (!TryFillBlock() || TakeBlock().ContainsAnyExcept((byte)0))
        {
            throw new ArchiveException(ArchiveFault.Tar, $"the tar stream has a single zero block before offset {offset}");
        }

        EndOfArchive = true;
        while (TryFillBlock())
        {
            if (TakeBlock().ContainsAnyExcept((byte)0))
            {
                throw new ArchiveException(ArchiveFault.Tar, $"the tar stream goes on after its end-of-archive, at offset {_offset - TarHeader.BlockSize}");
            }
        }

        return [];
    }

    private void SkipContent()
    {
        while (!ReadContent().IsEmpty)
        {
        }

        if (_paddingLeft > 0)
        {
            Fill(_paddingLeft);
            Take(_paddingLeft);
            _paddingLeft = 0;
        }
    }

    private ReadOnlySpan<byte> TakeBlock()
    {
        ReadOnlySpan<byte> block = _buffer.AsSpan(_start, TarHeader.BlockSize);
        Take(TarHeader.BlockSize);
        return block;
    }

    private void Take(int count)
    {
        _start += count;
        _offset += count;
    }

    private bool TryFillBlock()
    {
        if (_start == _end)
        {
            _start = 0;
            _end = _source.Read(_buffer);
            if (_end == 0)
            {
                return false;
            }
        }

        Fill(TarHeader.BlockSize);
        return true;
    }

    private void Fill(int count)
    {
        if (_end - _start >= count)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            int read = _source.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                throw new ArchiveException(ArchiveFault.Tar, $"the tar stream is cut off at offset {_offset + _end}");
            }

            _end += read;
        }
    }

    private static int Padding(long size) => (int)(-size & (TarHeader.BlockSize - 1));
}
