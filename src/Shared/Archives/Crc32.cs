using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Wolfi.Archives;

/// <summary>The CRC of gzip (ISO-HDLC, reflected polynomial EDB88320), sixteen bytes a step.</summary>
internal static class Crc32
{
    private const int Slices = 16;
    private const int WordsOfStep = Slices / sizeof(uint);
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues a checksum; start with 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        uint[] t = Tables;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(data);
        int step = 0;
        for (; step <= words.Length - WordsOfStep; step += WordsOfStep)
        {
            uint a = LittleEndian(words[step]) ^ crc;
            uint b = LittleEndian(words[step + 1]);
            uint c = LittleEndian(words[step + 2]);
            uint d = LittleEndian(words[step + 3]);
            crc = Step(t, 12, a) ^ Step(t, 8, b) ^ Step(t, 4, c) ^ Step(t, 0, d);
        }

        for (int at = step * sizeof(uint); at < data.Length; at++)
        {
            crc = t[(byte)(crc ^ data[at])] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint LittleEndian(uint word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    private static uint Step(uint[] t, int slice, uint word) =>
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
