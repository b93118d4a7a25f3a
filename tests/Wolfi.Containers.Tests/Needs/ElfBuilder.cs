using System.Buffers.Binary;
using System.Text;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

/// <summary>Makes small ELF-64 files: header, program headers, interpreter, dynamic segment, version table and strings, in one load segment at address 0.</summary>
public sealed class ElfBuilder
{
    public int Machine { get; init; } = ElfMachines.X64;
    public bool Is64Bit { get; init; } = true;
    public bool IsLittleEndian { get; init; } = true;
    public int Type { get; init; } = 3;
    public string? Interpreter { get; init; }
    public string[] Needed { get; init; } = [];
    public string? Soname { get; init; }
    public string? RunPath { get; init; }
    public string? RPath { get; init; }
    public bool PositionIndependentProgram { get; init; }
    public (string Library, string[] Versions)[] Versions { get; init; } = [];

    /// <summary>Where the parts ended up, for those who damage them.</summary>
    public Dictionary<string, int> Offsets { get; } = new(StringComparer.Ordinal);

    public byte[] Build()
    {
        (MemoryStream strings, Dictionary<string, int> places) = Strings();
        int headers = 64 + (3 * 56);
        byte[] interpreter = Interpreter is null ? [] : Encoding.UTF8.GetBytes(Interpreter + "\0");
        Offsets["interpreter"] = headers;
        Offsets["strings"] = headers + interpreter.Length;
        Offsets["versions"] = Offsets["strings"] + (int)strings.Length;
        byte[] versions = VersionTable(places);
        Offsets["dynamic"] = Offsets["versions"] + versions.Length;
        byte[] dynamic = Dynamic(places, (int)strings.Length);
        int end = Offsets["dynamic"] + dynamic.Length;

        MemoryStream file = new();
        file.Write(Header(headers));
        file.Write(ProgramHeader(1, 0, end));
        file.Write(ProgramHeader(2, Offsets["dynamic"], dynamic.Length));
        file.Write(ProgramHeader(Interpreter is null ? 0x6474e551u : 3u, Offsets["interpreter"], interpreter.Length));
        file.Write(interpreter);
        strings.WriteTo(file);
        file.Write(versions);
        file.Write(dynamic);
        return file.ToArray();
    }

    private (MemoryStream Text, Dictionary<string, int> Places) Strings()
    {
        MemoryStream text = new();
        text.WriteByte(0);
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        IEnumerable<string?> all = [.. Needed, Soname, RunPath, RPath, .. Versions.SelectMany(v => v.Versions.Prepend(v.Library))];
        foreach (string value in all.OfType<string>().Where(value => places.TryAdd(value, (int)text.Length)))
        {
            text.Write(Encoding.UTF8.GetBytes(value + "\0"));
        }

        return (text, places);
    }

    private byte[] Header(int headers)
    {
        byte[] header = new byte[64];
        "\u007fELF"u8.CopyTo(header);
        header[4] = Is64Bit ? (byte)2 : (byte)1;
        header[5] = IsLittleEndian ? (byte)1 : (byte)2;
        header[6] = 1;
        Half(header.AsSpan(16), Type);
        Half(header.AsSpan(18), Machine);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), 64);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(54), 56);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(56), (short)((headers - 64) / 56));
        return header;
    }

    private void Half(Span<byte> place, int value)
    {
        if (IsLittleEndian)
        {
            BinaryPrimitives.WriteInt16LittleEndian(place, (short)value);
        }
        else
        {
            BinaryPrimitives.WriteInt16BigEndian(place, (short)value);
        }
    }

    private static byte[] ProgramHeader(uint type, int offset, int size)
    {
        byte[] header = new byte[56];
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), offset);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), offset);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), size);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), size);
        return header;
    }

    private byte[] VersionTable(Dictionary<string, int> places)
    {
        MemoryStream table = new();
        Span<byte> entry = stackalloc byte[16];
        for (int i = 0; i < Versions.Length; i++)
        {
            (string library, string[] names) = Versions[i];
            entry.Clear();
            BinaryPrimitives.WriteInt16LittleEndian(entry, 1);
            BinaryPrimitives.WriteInt16LittleEndian(entry[2..], (short)names.Length);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], places[library]);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], 16);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], i == Versions.Length - 1 ? 0 : 16 * (names.Length + 1));
            table.Write(entry);
            for (int n = 0; n < names.Length; n++)
            {
                entry.Clear();
                BinaryPrimitives.WriteInt32LittleEndian(entry[8..], places[names[n]]);
                BinaryPrimitives.WriteInt32LittleEndian(entry[12..], n == names.Length - 1 ? 0 : 16);
                table.Write(entry);
            }
        }

        return table.ToArray();
    }

    private byte[] Dynamic(Dictionary<string, int> places, int stringsSize)
    {
        MemoryStream table = new();
        void Add(string name, long tag, long value)
        {
            Offsets[name] = Offsets["dynamic"] + (int)table.Length;
            Span<byte> entry = stackalloc byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(entry, tag);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], value);
            table.Write(entry);
        }

        foreach (string library in Needed)
        {
            Add("DT_NEEDED", 1, places[library]);
        }

        foreach ((string name, long tag, string? value) in new[] { ("DT_SONAME", 14L, Soname), ("DT_RUNPATH", 29, RunPath), ("DT_RPATH", 15, RPath) })
        {
            if (value is not null)
            {
                Add(name, tag, places[value]);
            }
        }

        Add("DT_STRTAB", 5, Offsets["strings"]);
        Add("DT_STRSZ", 10, stringsSize);
        if (PositionIndependentProgram)
        {
            Add("DT_FLAGS_1", 0x6ffffffb, 0x08000001);
        }

        if (Versions.Length > 0)
        {
            Add("DT_VERNEED", 0x6ffffffe, Offsets["versions"]);
            Add("DT_VERNEEDNUM", 0x6fffffff, Versions.Length);
        }

        Add("DT_NULL", 0, 0);
        return table.ToArray();
    }
}
