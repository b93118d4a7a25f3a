using System.Collections.Immutable;
using System.Globalization;

namespace Wolfi.Archives;

/// <summary>What pax and GNU headers say about the entry that follows them.</summary>
internal struct TarExtendedHeaders
{
    public string? Path;
    public string? LinkPath;
    public bool HasGnuLongLink;
    public ImmutableArray<PaxRecord> Records;
    public long Offset;

    public readonly bool IsEmpty => Path is null && LinkPath is null && Records.IsDefault;

    public void Add(byte type, byte[] content, long offset)
    {
        Offset = offset;
        if (type == TarTypes.Extended)
        {
            if (!Records.IsDefault)
            {
                throw TarHeader.Fault(offset, "is a second pax header for one entry");
            }

            Records = PaxHeader.Parse(content, offset);
            SetOnce(ref Path, Text("path"), offset);
            SetOnce(ref LinkPath, Text("linkpath"), offset);
        }
        else if (type == TarTypes.GnuLongName)
        {
            SetOnce(ref Path, TarHeader.ParseText(content, offset), offset);
        }
        else
        {
            SetOnce(ref LinkPath, TarHeader.ParseText(content, offset), offset);
            HasGnuLongLink = true;
        }
    }

    public readonly long? Number(string key)
    {
        string? text = Text(key);
        return text is null ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw TarHeader.Fault(Offset, $"has the {key} '{TarText.Printable(text)}', which is not a number");
    }

    public readonly long? Seconds(string key)
    {
        string? text = Text(key);
        return text is null ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value <= long.MaxValue ? (long)value
            : throw TarHeader.Fault(Offset, $"has the {key} '{TarText.Printable(text)}', which is not a time from 1970 on");
    }

    private readonly string? Text(string key)
    {
        if (!Records.IsDefault)
        {
            foreach (PaxRecord record in Records)
            {
                if (record.Key == key)
                {
                    string text = TarText.Decode(record.Value.Span, Offset);
                    return text.Length > 0 ? text : throw TarHeader.Fault(Offset, $"has an empty {key}");
                }
            }
        }

        return null;
    }

    private static void SetOnce(ref string? field, string? value, long offset)
    {
        if (value is null)
        {
            return;
        }

        field = field is null ? value : throw TarHeader.Fault(offset, "gives a path that another header of the same entry gives too");
    }
}
