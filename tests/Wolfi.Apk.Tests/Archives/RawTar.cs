using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Archives;

/// <summary>Tar blocks made by hand, as right or wrong as a test wants them.</summary>
internal static class RawTar
{
    public static byte[] Zeros(int blocks) => new byte[512 * blocks];

    public static byte[] File(string path, Action<byte[]>? change = null, string content = "", int mode = 0b110_100_100) =>
        Entry(path, '0', change, Encoding.UTF8.GetBytes(content), mode);

    public static byte[] Directory(string path, int mode = 0b111_101_101) => Entry(path, '5', mode: mode);

    public static byte[] Link(string path, string target, char type = '2') =>
        Entry(path, type, header => Encoding.UTF8.GetBytes(target).CopyTo(header, 157), mode: type == '2' ? 0b111_111_111 : 0b110_100_100);

    /// <summary>A pax header with records <c>key=value</c>; lengths are computed.</summary>
    public static byte[] Pax(params string[] records)
    {
        MemoryStream text = new();
        foreach (string record in records)
        {
            int equals = record.IndexOf('=', StringComparison.Ordinal);
            PaxHeader.Append(text, new PaxRecord(record[..equals], Encoding.UTF8.GetBytes(record[(equals + 1)..])));
        }

        return Entry("PaxHeaders.0/entry", 'x', content: text.ToArray());
    }

    public static byte[] Entry(string path, char type, Action<byte[]>? change = null, byte[]? content = null, int mode = 0b110_100_100)
    {
        content ??= [];
        byte[] header = new byte[512];
        Encoding.UTF8.GetBytes(path).CopyTo(header, 0);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.Mode), mode);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.Uid), 0);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.Gid), 0);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.Size), content.Length);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.ModificationTime), 315532800);
        header[TarHeader.TypeFlag] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(TarHeader.Magic));
        change?.Invoke(header);
        TarHeader.WriteOctal(header.AsSpan(TarHeader.Checksum)[..7], TarHeader.ComputeChecksum(header));
        return [.. header, .. content, .. new byte[-content.Length & 511]];
    }

    public static byte[] Break(byte[] tar, int at)
    {
        tar[at] ^= 1;
        return tar;
    }
}
