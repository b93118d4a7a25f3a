using System.Buffers.Binary;
using System.Globalization;

namespace Wolfi.Containers.Needs;

/// <summary>Reads one file; the System V ABI's ELF-64 object file format and the GNU symbol versioning tables.</summary>
internal sealed partial class ElfParser(ElfBytes bytes)
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const uint PtLoad = 1;
    private const uint PtDynamic = 2;
    private const uint PtInterp = 3;

    private readonly List<LoadSegment> _loads = [];
    private string? _fault;
    private string? _interpreter;
    private (ulong Offset, ulong Size)? _dynamic;

    public ElfScan Parse()
    {
        Span<byte> ident = stackalloc byte[HeaderSize];
        if (!bytes.TryRead(0, ident[..4]) || !ident[..4].SequenceEqual("\u007fELF"u8))
        {
            return new ElfScan.NotElf();
        }

        if (!bytes.TryRead(0, ident[..20]))
        {
            return new ElfScan.Unscannable("its header is cut off");
        }

        if (ident[4] is not (1 or 2) || ident[5] is not (1 or 2))
        {
            return new ElfScan.Unscannable("its header names no known class and byte order");
        }

        ElfFile file = Header(ident);
        if (!file.Is64Bit || !file.IsLittleEndian)
        {
            return new ElfScan.Readable(file);
        }

        ElfFile? whole = bytes.TryRead(0, ident) ? ReadBody(file, ident) : Fault<ElfFile>("its header is cut off");
        return whole is null ? new ElfScan.Unscannable(_fault!) : new ElfScan.Readable(whole);
    }

    private static ElfFile Header(ReadOnlySpan<byte> ident)
    {
        bool littleEndian = ident[5] == 1;
        ushort type = littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(ident[16..]) : BinaryPrimitives.ReadUInt16BigEndian(ident[16..]);
        return new ElfFile
        {
            Is64Bit = ident[4] == 2,
            IsLittleEndian = littleEndian,
            Machine = littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(ident[18..]) : BinaryPrimitives.ReadUInt16BigEndian(ident[18..]),
            Type = type is >= 1 and <= 4 ? (ElfFileType)type : ElfFileType.Other,
        };
    }

    private ElfFile? ReadBody(ElfFile file, ReadOnlySpan<byte> header)
    {
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        ushort size = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        ushort count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        if (count > ElfLimits.ProgramHeaders)
        {
            return Fault<ElfFile>(string.Create(CultureInfo.InvariantCulture, $"it has {count} program headers, and {ElfLimits.ProgramHeaders} are accepted"));
        }

        if (count > 0 && size != ProgramHeaderSize)
        {
            return Fault<ElfFile>(string.Create(CultureInfo.InvariantCulture, $"its program headers have {size} bytes instead of {ProgramHeaderSize}"));
        }

        if (!ReadProgramHeaders(offset, count))
        {
            return null;
        }

        file = file with { Interpreter = _interpreter, LoadedBytes = _loads.Select(load => (long)(load.Offset + load.Size)).DefaultIfEmpty().Max() };
        return _dynamic is { } dynamic ? ReadDynamic(file, dynamic.Offset, dynamic.Size) : file;
    }

    private bool ReadProgramHeaders(ulong offset, int count)
    {
        Span<byte> header = stackalloc byte[ProgramHeaderSize];
        for (int i = 0; i < count; i++)
        {
            ulong at = offset + ((ulong)i * ProgramHeaderSize);
            if (at < offset || !bytes.TryRead(at, header))
            {
                return Fault("its program headers lie outside the file");
            }

            if (!TakeProgramHeader(header))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeProgramHeader(ReadOnlySpan<byte> header)
    {
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (type is not (PtLoad or PtDynamic or PtInterp))
        {
            return true;
        }

        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        ulong address = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        if (offset > (ulong)bytes.Length || size > (ulong)bytes.Length - offset || address > ulong.MaxValue - size)
        {
            return Fault("a segment lies outside the file");
        }

        switch (type)
        {
            case PtLoad when _loads.Count > 0 && address < _loads[^1].End:
                return Fault("its load segments overlap or are out of order");
            case PtLoad:
                _loads.Add(new LoadSegment(offset, address, size));
                return true;
            case PtDynamic when _dynamic is not null:
                return Fault("it has two dynamic segments");
            case PtDynamic:
                _dynamic = (offset, size);
                return true;
            case PtInterp when _interpreter is not null:
                return Fault("it names two interpreters");
            default:
                _interpreter = ReadText(offset, size, ElfLimits.NameBytes, "the interpreter's path");
                return _interpreter is not null;
        }
    }

    /// <summary>The place in the file of <paramref name="address"/> and the bytes that follow it in its segment; null outside all segments.</summary>
    private (ulong Offset, ulong Left)? Locate(ulong address)
    {
        foreach (LoadSegment load in _loads)
        {
            if (address >= load.Address && address < load.End)
            {
                ulong into = address - load.Address;
                return (load.Offset + into, load.Size - into);
            }
        }

        return null;
    }

    private T? Fault<T>(string reason)
        where T : class
    {
        _fault = reason;
        return null;
    }

    private bool Fault(string reason)
    {
        _fault = reason;
        return false;
    }

    private readonly record struct LoadSegment(ulong Offset, ulong Address, ulong Size)
    {
        public ulong End => Address + Size;
    }
}
