using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Wolfi.Archives;

/// <summary>The text of pax extended headers: <c>LENGTH KEY=VALUE\n</c>, LENGTH counting itself.</summary>
internal static class PaxHeader
{
    private const int LengthDigits = 10;

    /// <summary>Reads all records; a keyword twice, a length that does not fit, or bytes outside the grammar are faults.</summary>
    public static ImmutableArray<PaxRecord> Parse(ReadOnlyMemory<byte> text, long offset)
    {
        ImmutableArray<PaxRecord>.Builder records = ImmutableArray.CreateBuilder<PaxRecord>();
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            int length = ParseLength(text.Span, offset, out int digits);
            if (length > text.Length || length < digits + 4 || text.Span[length - 1] != '\n')
            {
                throw Fault(offset, "has a record whose length is wrong");
            }

            ReadOnlyMemory<byte> record = text[(digits + 1)..(length - 1)];
            int equals = record.Span.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw Fault(offset, "has a record without a keyword");
            }

            string key = TarText.Decode(record.Span[..equals], offset);
            if (!keys.Add(key))
            {
                throw Fault(offset, $"has the record '{TarText.Printable(key)}' twice");
            }

            records.Add(new PaxRecord(key, record[(equals + 1)..].ToArray()));
            text = text[length..];
        }

        return records.ToImmutable();
    }

    /// <summary>Appends one record.</summary>
    public static void Append(MemoryStream output, PaxRecord record)
    {
        byte[] key = Encoding.UTF8.GetBytes(record.Key);
        int rest = key.Length + record.Value.Length + 3; // blank, equals, newline
        int length = rest + 1;
        while (length != rest + Digits(length))
        {
            length = rest + Digits(length);
        }

        output.Write(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)));
        output.WriteByte((byte)' ');
        output.Write(key);
        output.WriteByte((byte)'=');
        output.Write(record.Value.Span);
        output.WriteByte((byte)'\n');
    }

    private static int Digits(int value) => value.ToString(CultureInfo.InvariantCulture).Length;

    private static int ParseLength(ReadOnlySpan<byte> text, long offset, out int digits)
    {
        digits = text[..Math.Min(text.Length, LengthDigits)].IndexOf((byte)' ');
        if (digits <= 0 || text[0] == '0' || text[..digits].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw Fault(offset, "has a record without a length");
        }

        return int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static ArchiveException Fault(long offset, string what) => new(ArchiveFault.Tar, $"the pax header at offset {offset} {what}");
}
