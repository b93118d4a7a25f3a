using System.Buffers.Binary;

namespace Wolfi.Archives;

/// <summary>The CRC of gzip (ISO-HDLC, reflected polynomial EDB88320), sixteen bytes a step.</summary>
internal static class Crc32
{
    private const int Slices = 16;
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues a checksum; start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        ReadOnlySpan<uint> t = Tables;
        while (data.Length >= Slices)
        {
            uint a = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            uint b = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            uint c = BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
            uint d = BinaryPrimitives.ReadUInt32LittleEndian(data[12..]);
            crc = Step(t, 12, a) ^ Step(t, 8, b) ^ Step(t, 4, c) ^ Step(t, 0, d);
            data = data[Slices..];
        }

        foreach (byte value in data)
        {
            crc = t[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Step(ReadOnlySpan<uint> t, int slice, uint word) =>
        t[((slice + 3) * 256) + (byte)word]
        ^ t[((slice + 2) * 256) + (byte)(word >> 8)]
        ^ t[((slice + 1) * 256) + (byte)(word >> 16)]
        ^ t[(slice * 256) + (int)(word >> 24)];

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320u;
            }

            tables[i] = value;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint previous = tables[i - 256];
            tables[i] = tables[(byte)previous] ^ (previous >> 8);
        }

        return tables;
    }
}
