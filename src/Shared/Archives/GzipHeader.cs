namespace Wolfi.Archives;

/// <summary>The header of a gzip member (RFC 1952 §2.3) with its optional fields. Nothing in it matters here but that it is sound.</summary>
internal static class GzipHeader
{
    private const int HeaderCrc = 2, Extra = 4, Name = 8, Comment = 16, Reserved = 0xE0;
    private const int TextLimit = 4096;

    /// <summary>Takes the header from <paramref name="source"/>, leaving it at the first byte of the deflate stream.</summary>
    public static void Skip(MemberSource source) => new Parser(source).Parse();

    private ref struct Parser(MemberSource source)
    {
        private readonly long _start = source.Position;
        private uint _crc;

        public void Parse()
        {
            if (Next() != 0x1f || Next() != 0x8b)
            {
                throw Fault("is not gzip: it does not begin with 1f 8b");
            }

            if (Next() != 8)
            {
                throw Fault("uses a compression method other than deflate");
            }

            int flags = Next();
            if ((flags & Reserved) != 0)
            {
                throw Fault("has reserved flags set in its gzip header");
            }

            Skip(6); // modification time, extra flags, operating system: any value
            if ((flags & Extra) != 0)
            {
                Skip(Next() | (Next() << 8));
            }

            if ((flags & Name) != 0)
            {
                SkipText();
            }

            if ((flags & Comment) != 0)
            {
                SkipText();
            }

            if ((flags & HeaderCrc) != 0)
            {
                uint expected = _crc & 0xFFFF;
                int stored = Next() | (Next() << 8);
                if (stored != expected)
                {
                    throw Fault("has a wrong checksum of its gzip header");
                }
            }
        }

        private int Next()
        {
            int value = source.ReadByte();
            if (value < 0)
            {
                throw Fault("is cut off in its gzip header");
            }

            _crc = Crc32.Append(_crc, [(byte)value]);
            return value;
        }

        private void Skip(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Next();
            }
        }

        private void SkipText()
        {
            for (int i = 0; i <= TextLimit; i++)
            {
                if (Next() == 0)
                {
                    return;
                }
            }

            throw new ArchiveException(ArchiveFault.Limit, $"the gzip member at offset {_start} has a header text of more than {TextLimit} bytes");
        }

        private readonly ArchiveException Fault(string what) => new(ArchiveFault.Gzip, $"the member at offset {_start} {what}");
    }
}
