using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>
/// Reads the text of an APKINDEX: blocks of lines <c>X:value</c>, parted by empty lines. Works on the bytes; everything that could
/// make a record wrong is checked here, nothing is skipped, and what is not needed to check is decoded later.
/// </summary>
internal sealed class IndexTextParser
{
    // The last four stand in installed databases; in an index they are harmless, as all lower-case letters are.
    private const string KnownUpperCase = "CPVASITULD" + "FMRZ";
    private const int ChecksumLength = 30;
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i).Where(b => b != '\n'), 127]);

    private readonly ReadOnlyMemory<byte> _text;
    private readonly string _input;
    private readonly ImmutableArray<IndexRecord>.Builder _records = ImmutableArray.CreateBuilder<IndexRecord>();
    private int[] _places = new int[1 << 12];
    private readonly Interner<PackageVersion> _versions = new(text => PackageVersion.TryParse(text, out PackageVersion? version) ? version : null);
    private readonly Interner<string> _architectures = new(text => Architectures.IsValidName(text) ? text : null);

    private IndexTextParser(ReadOnlyMemory<byte> text, string input)
    {
        _text = text;
        _input = input;
    }

    /// <summary>Reads all records.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.MalformedIndex"/> or <see cref="ApkFault.LimitExceeded"/>, naming the line.</exception>
    public static ImmutableArray<IndexRecord> Parse(ReadOnlyMemory<byte> text, string input)
    {
        IndexTextParser parser = new(text, input);
        parser.CheckBytes();
        int at = 0;
        while (at < text.Length)
        {
            at = text.Span[at] == '\n' ? at + 1 : parser.ReadBlock(at);
        }

        return parser._records.DrainToImmutable();
    }

    private void CheckBytes()
    {
        ReadOnlySpan<byte> text = _text.Span;
        if (text.StartsWith("\uFEFF"u8))
        {
            throw Fault(0, "begins with a byte order mark");
        }

        int control = text.IndexOfAny(ControlBytes);
        if (control >= 0)
        {
            throw Fault(control, text[control] == '\r' ? "ends with a carriage return" : $"holds the control character 0x{text[control]:x2}");
        }

        if (!Utf8.IsValid(text))
        {
            int valid = 0;
            while (Rune.DecodeFromUtf8(text[valid..], out _, out int length) == OperationStatus.Done)
            {
                valid += length;
            }

            throw Fault(valid, "is not UTF-8");
        }
    }

    // Reads one block and returns where the next thing begins.
    private int ReadBlock(int start)
    {
        ReadOnlySpan<byte> text = _text.Span;
        Fields fields = default;
        int at = start;
        while (at < text.Length && text[at] != '\n')
        {
            int length = text[at..].IndexOf((byte)'\n');
            int end = length < 0 ? text.Length : at + length;
            ReadLine(at, end, ref fields);
            at = Math.Min(end + 1, text.Length);
        }

        int blockEnd = text[at - 1] == '\n' ? at - 1 : at;
        Add(start, _text[start..blockEnd], fields);
        return at;
    }

    private void ReadLine(int start, int end, ref Fields fields)
    {
        if (end - start > Limits.IndexLineBytes)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{_input}: line {LineOf(start)} of the index has more than {Limits.IndexLineBytes} bytes.");
        }

        ReadOnlySpan<byte> line = _text.Span[start..end];
        if (line.Length < 2 || line[1] != ':' || !char.IsAsciiLetter((char)line[0]))
        {
            throw Fault(start, "is not a letter, a colon and a value");
        }

        char letter = (char)line[0];
        ulong bit = 1UL << (letter - 'A');
        if ((fields.Seen & bit) != 0)
        {
            throw Fault(start, $"gives the field {letter}: a second time");
        }

        fields.Seen |= bit;
        int value = start + 2;
        switch (letter)
        {
            case 'P': fields.Name = value; break;
            case 'V': fields.Version = value; break;
            case 'A': fields.Architecture = value; break;
            case 'C': fields.Checksum = value; break;
            case 'D': fields.Depends = value; break;
            case 'p': fields.Provides = value; break;
            case 'i': fields.InstallIf = value; break;
            case 'S': fields.Size = Number(value, end); break;
            case 'I' or 't': _ = Number(value, end); break;
            case 'k': fields.Priority = Priority(value, end); break;
            default:
                if (char.IsAsciiLetterUpper(letter) && !KnownUpperCase.Contains(letter))
                {
                    fields.Unknown = letter;
                }

                break;
        }
    }

    private void Add(int start, ReadOnlyMemory<byte> block, Fields fields)
    {
        string name = Encoding.UTF8.GetString(Value(start, fields.Name, 'P'));
        if (!PackageNames.IsValidPackage(name))
        {
            throw Fault(fields.Name, $"has the name '{MessageText.Shorten(name)}', which no package may have");
        }

        PackageVersion version = _versions.Find(Value(start, fields.Version, 'V'))
            ?? throw Fault(fields.Version, $"has the version '{MessageText.Shorten(Encoding.UTF8.GetString(Value(start, fields.Version, 'V')))}', which is none");
        string architecture = _architectures.Find(Value(start, fields.Architecture, 'A'))
            ?? throw Fault(fields.Architecture, $"has the architecture '{MessageText.Shorten(Encoding.UTF8.GetString(Value(start, fields.Architecture, 'A')))}', which is none");
        CheckChecksum(Value(start, fields.Checksum, 'C'), fields.Checksum);
        if (_records.Count == Limits.IndexRecords)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{_input}: the index has more than {Limits.IndexRecords} records.");
        }

        RecordBlock lines = new(block, Relative(fields.Depends, start), Relative(fields.Provides, start), Relative(fields.InstallIf, start));
        string? unknown = fields.Unknown == 0 ? null : $"its record has the field '{fields.Unknown}:', whose meaning is unknown";
        IndexRecord record = new(lines, name, version, architecture, unknown)
        {
            Size = fields.Size,
            ProviderPriority = fields.Priority,
        };
        AddOnce(record, start);
    }

    // The same package described twice in other words is an attack or a mistake; in the same words it is harmless.
    private void AddOnce(IndexRecord record, int start)
    {
        if (_records.Count * 2 >= _places.Length)
        {
            Grow();
        }

        ref int place = ref FindPlace(record);
        if (place == 0)
        {
            _records.Add(record);
            place = _records.Count;
        }
        else if (!_records[place - 1].Block.Text.Span.SequenceEqual(record.Block.Text.Span))
        {
            throw Fault(start, $"begins a second, different record of {record}");
        }
    }

    // Open addressing: one more than the record's place in the list, or 0 where it would stand.
    private ref int FindPlace(IndexRecord record)
    {
        int mask = _places.Length - 1;
        for (int at = HashCode.Combine(record.Name, record.Version) & mask; ; at = (at + 1) & mask)
        {
            ref int place = ref _places[at];
            if (place == 0 || IsSame(_records[place - 1], record))
            {
                return ref place;
            }
        }
    }

    private void Grow()
    {
        _places = new int[_places.Length * 4];
        for (int i = 0; i < _records.Count; i++)
        {
            FindPlace(_records[i]) = i + 1;
        }
    }

    private static bool IsSame(IndexRecord a, IndexRecord b) =>
        a.Name == b.Name && a.Version.Equals(b.Version) && a.Architecture == b.Architecture;

    private ReadOnlySpan<byte> Value(int blockStart, int at, char letter)
    {
        if (at == 0)
        {
            throw Fault(blockStart, $"begins a record without the field {letter}:");
        }

        ReadOnlySpan<byte> rest = _text.Span[at..];
        int end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..end];
    }

    private void CheckChecksum(ReadOnlySpan<byte> value, int at)
    {
        if (value.Length != ChecksumLength || !value.StartsWith("Q1"u8) || !Base64.IsValid(value[2..], out int length) || length != 20)
        {
            throw Fault(at, $"has the checksum '{MessageText.Shorten(Encoding.UTF8.GetString(value))}', which is not Q1 and the base64 of a SHA-1");
        }
    }

    private long Number(int start, int end)
    {
        ReadOnlySpan<byte> value = _text.Span[start..end];
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Fault(start, $"has the number '{MessageText.Shorten(Encoding.UTF8.GetString(value))}', which is none");
    }

    // Wolfi has negative priorities, which apk reads as none.
    private long Priority(int start, int end) =>
        _text.Span[start..end].StartsWith("-"u8) && Number(start + 1, end) >= 0 ? 0 : Number(start, end);

    private static int Relative(int at, int start) => at == 0 ? 0 : at - start;

    private ApkException Fault(int at, string what) => new(ApkFault.MalformedIndex, $"{_input}: line {LineOf(at)} of the index {what}.");

    private int LineOf(int at) => _text.Span[..at].Count((byte)'\n') + 1;

    // Where the values of one block begin in the text, or what they are; 0 for what is absent.
    [DebuggerDisplay("{Seen}")]
    private struct Fields
    {
        public ulong Seen;
        public int Name;
        public int Version;
        public int Architecture;
        public int Checksum;
        public int Depends;
        public int Provides;
        public int InstallIf;
        public long Size;
        public long Priority;
        public char Unknown;
    }
}
