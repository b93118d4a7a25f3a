using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>
/// Reads the text of an APKINDEX: blocks of lines <c>X:value</c>, parted by empty lines. Works on the bytes; everything that could
/// make a record wrong is checked here, nothing is skipped, and records are decoded later, when they are asked for.
/// Ten megabytes pass through here, often in code that was compiled ahead of time: no call for each byte.
/// </summary>
internal ref struct IndexTextParser
{
    private const int UsualRecordBytes = 256;
    private const int ChecksumLength = 30;

    private readonly ReadOnlySpan<byte> _text;
    private readonly string _input;
    private readonly NameTableBuilder _names;
    private readonly KnownVersions _versions;
    private readonly KnownArchitectures _architectures = new();
    private readonly KnownRecords _records;
    private readonly List<int> _withInstallIf = [];
    private long _newest = -1;
    private RecordFields _fields;

    private IndexTextParser(ReadOnlySpan<byte> text, string input)
    {
        int expected = (text.Length / UsualRecordBytes) + 16;
        _text = text;
        _input = input;
        _names = new NameTableBuilder(expected * 2);
        _versions = new KnownVersions(_names.Hash);
        _records = new KnownRecords(expected);
    }

    /// <summary>Reads all records.</summary>
    /// <param name="text">Kept, so it must not change afterwards.</param>
    /// <param name="input">What the text was read from, for messages.</param>
    /// <exception cref="ApkException"><see cref="ApkFault.MalformedIndex"/> or <see cref="ApkFault.LimitExceeded"/>, naming the line.</exception>
    public static IndexTable Parse(ReadOnlyMemory<byte> text, string input)
    {
        CheckBytes(text.Span, input);
        IndexTextParser parser = new(text.Span, input);
        parser.ReadBlocks(0, text.Length);
        return parser.ToTable(text);
    }

    /// <summary>Reads records while others come. Whoever makes the text calls <see cref="CheckBytes"/> for it; before that has passed, the answer means nothing.</summary>
    /// <param name="growing">The text.</param>
    /// <param name="input">What the text was read from, for messages.</param>
    /// <returns>Null when the text never came to its end.</returns>
    /// <exception cref="ApkException"><see cref="ApkFault.MalformedIndex"/> or <see cref="ApkFault.LimitExceeded"/>, naming the line.</exception>
    public static IndexTable? Parse(GrowingText growing, string input)
    {
        if (!growing.TryWait(-1, out byte[]? text, out int end))
        {
            return null;
        }

        IndexTextParser parser = new(text, input);
        int done = 0;
        do
        {
            parser.ReadBlocks(done, end);
            done = end;
        }
        while (growing.TryWait(done, out _, out end));

        return done == text.Length ? parser.ToTable(text) : null;
    }

    /// <summary>Checks that the text is UTF-8 without control characters.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.MalformedIndex"/>, naming the line.</exception>
    public static void CheckBytes(ReadOnlySpan<byte> text, string input)
    {
        int fault = IndexBytes.FindFault(text, out string what);
        if (fault >= 0)
        {
            throw Fault(text, input, fault, what);
        }
    }

    private readonly IndexTable ToTable(ReadOnlyMemory<byte> text) => new()
    {
        Texts = new WholeText(text),
        Starts = _records.ToStarts(),
        Names = _names.ToTable(),
        WithInstallIf = [.. _withInstallIf],
        Architectures = _architectures.All,
        NewestBuildTime = _newest < 0 ? null : _newest,
    };

    // From the beginning of a record to the end of one, or of the text.
    private void ReadBlocks(int from, int to)
    {
        TextLines lines = new(_text[from..to]);
        int blockStart = -1;
        int blockEnd = 0;
        while (lines.MoveNext())
        {
            int start = from + lines.Start;
            int end = from + lines.End;
            if (start < end)
            {
                blockStart = blockStart < 0 ? start : blockStart;
                blockEnd = end;
                ReadLine(start, end);
            }
            else if (blockStart >= 0)
            {
                Add(new TextRange(blockStart, blockEnd));
                blockStart = -1;
            }
        }

        if (blockStart >= 0)
        {
            Add(new TextRange(blockStart, blockEnd));
        }
    }

    private void ReadLine(int start, int end)
    {
        if (end - start > Limits.IndexLineBytes)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{_input}: line {LineOf(start)} of the index has more than {Limits.IndexLineBytes} bytes.");
        }

        uint letter = _text[start];
        uint number = (letter | 0x20) - 'a';
        if (end - start < 2 || _text[start + 1] != ':' || number > 'z' - 'a')
        {
            throw Fault(start, "is not a letter, a colon and a value");
        }

        ulong bit = 1UL << (int)(letter - 'A');
        if ((_fields.Seen & bit) != 0)
        {
            throw Fault(start, $"gives the field {(char)letter}: a second time");
        }

        _fields.Seen |= bit;
        TextRange value = new(start + 2, end);
        switch (letter)
        {
            case 'P': _fields.Name = value; break;
            case 'V': _fields.Version = value; break;
            case 'A': _fields.Architecture = value; break;
            case 'C': _fields.Checksum = value; break;
            case 'p': _fields.Provides = value; break;
            case 'i': _fields.HasInstallIf = true; break;
            case 'S' or 'I': CheckNumber(value.Start, value.End); break;
            case 't': _newest = Math.Max(_newest, CheckNumber(value.Start, value.End)); break;
            case 'k': CheckPriority(value); break;
            default: break;
        }
    }

    private void Add(TextRange block)
    {
        ReadOnlySpan<byte> name = Value(block, _fields.Name, 'P');
        if (!PackageNames.IsValidPackage(name))
        {
            throw Fault(_fields.Name.Start, $"has the name '{Shown(_fields.Name)}', which no package may have");
        }

        _ = Value(block, _fields.Version, 'V');
        if (!_versions.TryFind(_text, _fields.Version, out uint version))
        {
            throw Fault(_fields.Version.Start, $"has the version '{Shown(_fields.Version)}', which is none");
        }

        _ = Value(block, _fields.Architecture, 'A');
        if (!_architectures.TryFind(_text, _fields.Architecture, _records.Count, out int architecture))
        {
            throw Fault(_fields.Architecture.Start, $"has the architecture '{Shown(_fields.Architecture)}', which is none");
        }

        CheckChecksum(Value(block, _fields.Checksum, 'C'));
        uint nameHash = _names.Hash.Of(name);
        uint identity = (((nameHash * 31) + version) * 31) + (uint)architecture;
        int known = _records.Find(_text, identity, block);
        if (known < 0)
        {
            AddNew(block, identity, nameHash);
        }
        else if (!_records.BlockAt(_text, known).SequenceEqual(block.Of(_text)))
        {
            // The same package described twice in other words is an attack or a mistake; in the same words it is harmless.
            throw Fault(block.Start, $"begins a second, different record of {Shown(_fields.Name)}-{Shown(_fields.Version)}");
        }

        _fields = default;
    }

    private readonly void AddNew(TextRange block, uint identity, uint nameHash)
    {
        int place = _records.Count;
        if (place == Limits.IndexRecords)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{_input}: the index has more than {Limits.IndexRecords} records.");
        }

        _records.Add(identity, block);
        if (!_names.Add(nameHash, place) || (_fields.Provides.End > 0 && !_names.AddProvides(_fields.Provides.Of(_text), place)))
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{_input}: the index has more than {Limits.IndexNames} names.");
        }

        if (_fields.HasInstallIf)
        {
            _withInstallIf.Add(place);
        }
    }

    private readonly ReadOnlySpan<byte> Value(TextRange block, TextRange value, char letter) =>
        value.End == 0 ? throw Fault(block.Start, $"begins a record without the field {letter}:") : value.Of(_text);

    private readonly void CheckChecksum(ReadOnlySpan<byte> value)
    {
        // The last digit carries four bits, and two that must be zero.
        bool valid = value.Length == ChecksumLength && value[0] == 'Q' && value[1] == '1' && "AEIMQUYcgkosw048"u8.IndexOf(value[^2]) >= 0 && value[^1] == '=';
        for (int i = 2; i < value.Length - 1 && valid; i++)
        {
            uint digit = value[i];
            valid = (digit | 0x20) - 'a' <= 'z' - 'a' || digit - '0' <= 9 || digit is '+' or '/';
        }

        if (!valid)
        {
            throw Fault(_fields.Checksum.Start, $"has the checksum '{Shown(_fields.Checksum)}', which is not Q1 and the base64 of a SHA-1");
        }
    }

    private readonly long CheckNumber(int start, int end)
    {
        ulong number = 0;
        bool valid = start < end;
        for (int i = start; i < end && valid; i++)
        {
            uint digit = (uint)_text[i] - '0';
            number = (number * 10) + digit;
            valid = digit <= 9 && number <= long.MaxValue;
        }

        if (!valid)
        {
            throw Fault(start, $"has the number '{Shown(new TextRange(start, end))}', which is none");
        }

        return (long)number;
    }

    // Wolfi has negative priorities, which apk reads as none.
    private readonly void CheckPriority(TextRange value)
    {
        bool negative = value.Start < value.End && _text[value.Start] == '-';
        CheckNumber(negative ? value.Start + 1 : value.Start, value.End);
    }

    private readonly string Shown(TextRange range) => MessageText.Shorten(Encoding.UTF8.GetString(range.Of(_text)));

    private readonly ApkException Fault(int at, string what) => Fault(_text, _input, at, what);

    private readonly int LineOf(int at) => LineOf(_text, at);

    private static ApkException Fault(ReadOnlySpan<byte> text, string input, int at, string what) =>
        new(ApkFault.MalformedIndex, $"{input}: line {LineOf(text, at)} of the index {what}.");

    private static int LineOf(ReadOnlySpan<byte> text, int at) => text[..at].Count((byte)'\n') + 1;

    // What one block has; ranges of what is absent are empty and at 0.
    private struct RecordFields
    {
        public ulong Seen;
        public TextRange Name;
        public TextRange Version;
        public TextRange Architecture;
        public TextRange Checksum;
        public TextRange Provides;
        public bool HasInstallIf;
    }
}
