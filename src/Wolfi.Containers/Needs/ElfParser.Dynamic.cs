using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Wolfi.Containers.Needs;

/// <summary>The dynamic segment and the tables that it points at.</summary>
internal sealed partial class ElfParser
{
    private const int DynamicEntrySize = 16;
    private const ulong DtNeeded = 1;
    private const ulong DtStringTable = 5;
    private const ulong DtStringTableSize = 10;
    private const ulong DtSoname = 14;
    private const ulong DtRPath = 15;
    private const ulong DtRunPath = 29;
    private const ulong DtFlags1 = 0x6ffffffb;
    private const ulong DtVersionNeeded = 0x6ffffffe;
    private const ulong DtVersionNeededCount = 0x6fffffff;
    private const ulong PositionIndependentProgram = 0x08000000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<ulong> _neededNames = [];
    private readonly Dictionary<ulong, ulong> _tags = [];
    private ulong _strings;
    private ulong _stringsSize;

    private ElfFile? ReadDynamic(ElfFile file, ulong offset, ulong size)
    {
        if (!ReadDynamicEntries(offset, size))
        {
            return null;
        }

        bool named = _neededNames.Count > 0 || _tags.ContainsKey(DtSoname) || _tags.ContainsKey(DtRunPath)
            || _tags.ContainsKey(DtRPath) || _tags.ContainsKey(DtVersionNeeded);
        if (named && !FindStrings())
        {
            return null;
        }

        ImmutableArray<string>.Builder needed = ImmutableArray.CreateBuilder<string>(_neededNames.Count);
        foreach (ulong name in _neededNames)
        {
            if (ReadName(name, "the name of a needed library") is not { } library)
            {
                return null;
            }

            needed.Add(library);
        }

        if (!TryReadTagged(DtSoname, ElfLimits.NameBytes, "the soname", out string? soname)
            || !TryReadTagged(DtRunPath, ElfLimits.SearchPathBytes, "the run path", out string? runPath)
            || !TryReadTagged(DtRPath, ElfLimits.SearchPathBytes, "the run path", out string? rPath)
            || ReadVersions() is not { } versions)
        {
            return null;
        }

        return file with
        {
            Needed = needed.MoveToImmutable(),
            Soname = string.IsNullOrEmpty(soname) ? null : soname,
            RunPath = SplitPath(runPath),
            RPath = SplitPath(rPath),
            Versions = versions.Value,
            IsPositionIndependentProgram = (_tags.GetValueOrDefault(DtFlags1) & PositionIndependentProgram) != 0,
        };
    }

    private bool ReadDynamicEntries(ulong offset, ulong size)
    {
        Span<byte> entry = stackalloc byte[DynamicEntrySize];
        for (ulong i = 0; i < size / DynamicEntrySize; i++)
        {
            if (i >= ElfLimits.DynamicEntries || _neededNames.Count > ElfLimits.NeededLibraries)
            {
                return Fault("its dynamic segment has more entries than are accepted");
            }

            if (!bytes.TryRead(offset + (i * DynamicEntrySize), entry))
            {
                return Fault("its dynamic segment is cut off");
            }

            ulong tag = BinaryPrimitives.ReadUInt64LittleEndian(entry);
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
            switch (tag)
            {
                case 0:
                    return true;
                case DtNeeded:
                    _neededNames.Add(value);
                    break;
                case DtStringTable or DtStringTableSize or DtSoname or DtRPath or DtRunPath or DtFlags1 or DtVersionNeeded or DtVersionNeededCount:
                    if (!_tags.TryAdd(tag, value))
                    {
                        return Fault("an entry of its dynamic segment stands there twice");
                    }

                    break;
                default:
                    break;
            }
        }

        return Fault("its dynamic segment has no end");
    }

    private bool FindStrings()
    {
        if (!_tags.TryGetValue(DtStringTable, out ulong address) || !_tags.TryGetValue(DtStringTableSize, out _stringsSize))
        {
            return Fault("it has a dynamic segment without a string table");
        }

        if (Locate(address) is not { } place || _stringsSize > place.Left)
        {
            return Fault("its string table lies outside its segments");
        }

        _strings = place.Offset;
        return true;
    }

    private bool TryReadTagged(ulong tag, int limit, string what, out string? text)
    {
        text = null;
        if (!_tags.TryGetValue(tag, out ulong offset))
        {
            return true;
        }

        text = ReadString(offset, limit, what);
        return text is not null;
    }

    private string? ReadName(ulong offset, string what) =>
        ReadString(offset, ElfLimits.NameBytes, what) is { } name ? name.Length > 0 ? name : Fault<string>($"{what} is empty") : null;

    private string? ReadString(ulong offset, int limit, string what) =>
        offset < _stringsSize
            ? ReadText(_strings + offset, _stringsSize - offset, limit, what)
            : Fault<string>($"{what} lies outside the string table");

    /// <summary>The text up to a zero byte within <paramref name="available"/> bytes; null with a fault for one that is unterminated, too long, or not plain text.</summary>
    private string? ReadText(ulong offset, ulong available, int limit, string what)
    {
        Span<byte> buffer = stackalloc byte[256];
        using MemoryStream text = new();
        for (ulong taken = 0; taken < available && text.Length <= limit;)
        {
            Span<byte> part = buffer[..(int)Math.Min((ulong)buffer.Length, available - taken)];
            if (!bytes.TryRead(offset + taken, part))
            {
                return Fault<string>($"{what} is cut off");
            }

            int end = part.IndexOf((byte)0);
            text.Write(end < 0 ? part : part[..end]);
            if (end >= 0 && text.Length <= limit)
            {
                return Decode(text.GetBuffer().AsSpan(0, (int)text.Length), what);
            }

            taken += (ulong)part.Length;
        }

        return Fault<string>(text.Length > limit
            ? string.Create(CultureInfo.InvariantCulture, $"{what} is longer than {limit} bytes")
            : $"{what} has no end");
    }

    private string? Decode(ReadOnlySpan<byte> text, string what)
    {
        if (text.ContainsAnyInRange((byte)0, (byte)0x1f) || text.Contains((byte)0x7f))
        {
            return Fault<string>($"{what} holds control characters");
        }

        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return Fault<string>($"{what} is not UTF-8");
        }
    }

    private static ImmutableArray<string> SplitPath(string? path) =>
        path is null ? [] : [.. path.Split(':', StringSplitOptions.RemoveEmptyEntries)];
}
