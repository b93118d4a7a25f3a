using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The table of needed symbol versions (<c>Elf64_Verneed</c>, <c>Elf64_Vernaux</c>).</summary>
internal sealed partial class ElfParser
{
    private const int VersionEntrySize = 16;

    private int _versionCount;

    // A class around the array, since "nothing" and "a fault" differ.
    private sealed record VersionTable(ImmutableArray<NeededVersions> Value);

    private VersionTable? ReadVersions()
    {
        if (!_tags.TryGetValue(DtVersionNeeded, out ulong address))
        {
            return new VersionTable([]);
        }

        if (Locate(address) is not { } place)
        {
            return Fault<VersionTable>("its version table lies outside its segments");
        }

        ulong count = _tags.GetValueOrDefault(DtVersionNeededCount);
        if (count > ElfLimits.NeededLibraries)
        {
            return Fault<VersionTable>("its version table has more entries than are accepted");
        }

        ImmutableArray<NeededVersions>.Builder table = ImmutableArray.CreateBuilder<NeededVersions>();
        Span<byte> entry = stackalloc byte[VersionEntrySize];
        ulong at = 0;
        for (ulong i = 0; i < count; i++)
        {
            if (!ReadVersionEntry(place, at, entry))
            {
                return null;
            }

            ushort names = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            uint library = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            uint first = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            uint next = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            if (ReadName(library, "the library of a symbol version") is not { } name || ReadVersionNames(place, at + first, names) is not { } versions)
            {
                return null;
            }

            table.Add(new NeededVersions(name, versions.ToImmutable()));
            if (next == 0)
            {
                break;
            }

            at += next;
        }

        return new VersionTable(table.ToImmutable());
    }

    private ImmutableArray<string>.Builder? ReadVersionNames((ulong Offset, ulong Left) place, ulong at, int count)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        Span<byte> entry = stackalloc byte[VersionEntrySize];
        for (int i = 0; i < count; i++)
        {
            if (++_versionCount > ElfLimits.SymbolVersions)
            {
                return Fault<ImmutableArray<string>.Builder>("it needs more symbol versions than are accepted");
            }

            if (!ReadVersionEntry(place, at, entry) || ReadName(BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), "a symbol version") is not { } name)
            {
                return null;
            }

            names.Add(name);
            uint next = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            if (next == 0)
            {
                break;
            }

            at += next;
        }

        return names;
    }

    private bool ReadVersionEntry((ulong Offset, ulong Left) place, ulong at, Span<byte> entry) =>
        (at <= place.Left && place.Left - at >= VersionEntrySize && bytes.TryRead(place.Offset + at, entry)) || Fault("its version table is cut off");
}
