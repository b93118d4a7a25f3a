using System.Text;

namespace Wolfi.Archives;

/// <summary>The 512 bytes of a ustar header: where its fields stand, and strict reading of them.</summary>
internal static class TarHeader
{
    public const int BlockSize = 512;

    public static readonly Range Name = 0..100;
    public static readonly Range Mode = 100..108;
    public static readonly Range Uid = 108..116;
    public static readonly Range Gid = 116..124;
    public static readonly Range Size = 124..136;
    public static readonly Range ModificationTime = 136..148;
    public static readonly Range Checksum = 148..156;
    public const int TypeFlag = 156;
    public static readonly Range LinkName = 157..257;
    public static readonly Range Magic = 257..265;
    public static readonly Range UserName = 265..297;
    public static readonly Range GroupName = 297..329;
    public static readonly Range DeviceMajor = 329..337;
    public static readonly Range DeviceMinor = 337..345;
    public static readonly Range Prefix = 345..500;

    /// <summary>The header's checksum: the sum of its bytes with blanks in the checksum field.</summary>
    public static int ComputeChecksum(ReadOnlySpan<byte> header)
    {
        int sum = 0;
        foreach (byte value in header)
        {
            sum += value;
        }

        foreach (byte value in header[Checksum])
        {
            sum += ' ' - value;
        }

        return sum;
    }

    /// <summary>Checks checksum and magic of a header at that offset; true for GNU's dialect, false for POSIX's.</summary>
    public static bool CheckIsGnu(ReadOnlySpan<byte> header, long offset)
    {
        if (ParseOctal(header[Checksum], "checksum", offset) != ComputeChecksum(header))
        {
            throw Fault(offset, "has a wrong checksum");
        }

        ReadOnlySpan<byte> magic = header[Magic];
        bool gnu = magic.SequenceEqual("ustar  \0"u8);
        if (!gnu && !magic.SequenceEqual("ustar\000"u8))
        {
            throw Fault(offset, "has no ustar magic");
        }

        return gnu;
    }

    /// <summary>Reads an octal number: leading blanks, digits, then only blanks and NULs.</summary>
    public static long ParseOctal(ReadOnlySpan<byte> field, string what, long offset)
    {
        if ((field[0] & 0x80) != 0)
        {
            throw Fault(offset, $"has its {what} in base 256, which package tools do not read");
        }

        int i = 0;
        while (i < field.Length && field[i] == ' ')
        {
            i++;
        }

        long value = 0;
        for (; i < field.Length && field[i] is >= (byte)'0' and <= (byte)'7'; i++)
        {
            value = (value << 3) | (uint)(field[i] - '0');
        }

        for (; i < field.Length; i++)
        {
            if (field[i] is not ((byte)' ' or 0))
            {
                throw Fault(offset, $"has a {what} that is not an octal number");
            }
        }

        return value;
    }

    /// <summary>Reads a text field up to its first NUL. Other bytes behind it are a fault: what one reader does not see, another may.</summary>
    public static string ParseText(ReadOnlySpan<byte> field, long offset)
    {
        ReadOnlySpan<byte> text = UpToNul(field);
        return field[text.Length..].ContainsAnyExcept((byte)0)
            ? throw Fault(offset, "has a NUL byte inside a name")
            : TarText.Decode(text, offset);
    }

    /// <summary>The name with its prefix (POSIX dialect only).</summary>
    public static string ParseName(ReadOnlySpan<byte> header, bool gnu, long offset)
    {
        string name = ParseText(header[Name], offset);
        return gnu || header[Prefix][0] == 0 ? name : $"{ParseText(header[Prefix], offset)}/{name}";
    }

    public static ArchiveException Fault(long offset, string what) => new(ArchiveFault.Tar, $"the tar header at offset {offset} {what}");

    /// <summary>Writes an octal number with leading zeros and a closing NUL.</summary>
    public static void WriteOctal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (int i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0, nameof(value));
    }

    /// <summary>Writes text that is known to fit.</summary>
    public static void WriteText(Span<byte> field, string text) => Encoding.UTF8.GetBytes(text, field);

    /// <summary>The largest number that an octal field of that width holds.</summary>
    public static long LargestOctal(Range field) => (1L << (3 * (field.End.Value - field.Start.Value - 1))) - 1;

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> field)
    {
        int nul = field.IndexOf((byte)0);
        return nul < 0 ? field : field[..nul];
    }
}
