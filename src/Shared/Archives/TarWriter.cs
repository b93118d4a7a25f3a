using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Wolfi.Archives;

/// <summary>
/// Writes a tar stream whose bytes are a function of its entries: POSIX ustar headers, and a pax header under a constant name only for
/// what ustar can't say. Content is streamed. The archive is ended only when asked: APK's first two members must stay open.
/// </summary>
internal sealed class TarWriter
{
    private const string PaxName = "PaxHeaders.0/entry";
    private static readonly byte[] Zeros = new byte[2 * TarHeader.BlockSize];
    private readonly Stream _output;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public TarWriter(Stream output) => _output = output;

    /// <summary>Writes an entry without content.</summary>
    public void WriteEntry(TarEntry entry)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(entry.Size, 0);
        WriteHeaders(entry);
    }

    /// <summary>Writes a file from bytes; its size is theirs.</summary>
    public void WriteFile(TarEntry entry, ReadOnlySpan<byte> content)
    {
        WriteHeaders(entry with { Size = content.Length });
        _output.Write(content);
        WritePadding(content.Length);
    }

    /// <summary>Writes a file from a stream, which must hold exactly the entry's size.</summary>
    /// <exception cref="ArchiveException">It holds fewer or more bytes: the file changed meanwhile.</exception>
    public void WriteFile(TarEntry entry, Stream content, CancellationToken cancellationToken)
    {
        WriteHeaders(entry);
        byte[] buffer = new byte[(int)Math.Clamp(entry.Size, 1, 128 * 1024)];
        long left = entry.Size;
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            left -= count;
            if (left < 0)
            {
                break;
            }

            _output.Write(buffer.AsSpan(0, count));
        }

        if (left != 0)
        {
            throw new ArchiveException(ArchiveFault.Tar, $"'{TarText.Printable(entry.Path)}' changed while it was packed: it no longer has {entry.Size} bytes");
        }

        WritePadding(entry.Size);
    }

    /// <summary>Writes the two zero blocks that end an archive.</summary>
    public void EndArchive() => _output.Write(Zeros);

    private void WriteHeaders(TarEntry entry)
    {
        ImmutableArray<PaxRecord> records = PaxRecordsOf(entry, out string name, out string prefix, out string linkName);
        if (!records.IsEmpty)
        {
            using MemoryStream text = new();
            foreach (PaxRecord record in records)
            {
                PaxHeader.Append(text, record);
            }

            TarEntry header = new() { TypeFlag = TarTypes.Extended, Path = PaxName, Mode = 0b110_100_100, Size = text.Length };
            WriteHeader(header, PaxName, "", "");
            _output.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
            WritePadding(text.Length);
        }

        WriteHeader(entry, name, prefix, linkName);
    }

    private static ImmutableArray<PaxRecord> PaxRecordsOf(TarEntry entry, out string name, out string prefix, out string linkName)
    {
        List<PaxRecord> records = [.. entry.PaxRecords];
        if (!TrySplit(entry.Path, out name, out prefix))
        {
            records.Add(new PaxRecord("path", Encoding.UTF8.GetBytes(entry.Path)));
            name = FallbackName(entry.Path);
        }

        linkName = entry.LinkPath;
        if (!Fits(linkName, TarHeader.LinkName))
        {
            records.Add(new PaxRecord("linkpath", Encoding.UTF8.GetBytes(linkName)));
            linkName = FallbackName(linkName);
        }

        AddNumber(records, "uid", entry.Uid, TarHeader.Uid);
        AddNumber(records, "gid", entry.Gid, TarHeader.Gid);
        AddNumber(records, "size", entry.Size, TarHeader.Size);
        AddNumber(records, "mtime", entry.ModificationTime, TarHeader.ModificationTime);
        records.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return [.. records];
    }

    private static void AddNumber(List<PaxRecord> records, string key, long value, Range field)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, key);
        if (value > TarHeader.LargestOctal(field))
        {
            records.Add(new PaxRecord(key, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private void WriteHeader(TarEntry entry, string name, string prefix, string linkName)
    {
        Span<byte> header = stackalloc byte[TarHeader.BlockSize];
        header.Clear();
        TarHeader.WriteText(header[TarHeader.Name], name);
        TarHeader.WriteOctal(header[TarHeader.Mode], entry.Mode);
        TarHeader.WriteOctal(header[TarHeader.Uid], InField(entry.Uid, TarHeader.Uid));
        TarHeader.WriteOctal(header[TarHeader.Gid], InField(entry.Gid, TarHeader.Gid));
        TarHeader.WriteOctal(header[TarHeader.Size], InField(entry.Size, TarHeader.Size));
        TarHeader.WriteOctal(header[TarHeader.ModificationTime], InField(entry.ModificationTime, TarHeader.ModificationTime));
        header[TarHeader.TypeFlag] = entry.TypeFlag;
        TarHeader.WriteText(header[TarHeader.LinkName], linkName);
        "ustar\000"u8.CopyTo(header[TarHeader.Magic]);
        TarHeader.WriteText(header[TarHeader.UserName], entry.UserName);
        TarHeader.WriteText(header[TarHeader.GroupName], entry.GroupName);
        TarHeader.WriteOctal(header[TarHeader.DeviceMajor], 0);
        TarHeader.WriteOctal(header[TarHeader.DeviceMinor], 0);
        TarHeader.WriteText(header[TarHeader.Prefix], prefix);
        TarHeader.WriteOctal(header[TarHeader.Checksum][..7], TarHeader.ComputeChecksum(header));
        header[TarHeader.Checksum][7] = (byte)' ';
        _output.Write(header);
    }

    private static long InField(long value, Range field) => value > TarHeader.LargestOctal(field) ? 0 : value;

    // ustar holds 100 bytes, or 155 and 100 with a slash between; beyond ASCII it does not say which encoding.
    private static bool TrySplit(string path, out string name, out string prefix)
    {
        name = path;
        prefix = "";
        if (Fits(path, TarHeader.Name))
        {
            return true;
        }

        if (!Ascii.IsValid(path) || path.Length > 256)
        {
            return false;
        }

        int slash = path.IndexOf('/', Math.Max(path.Length - 101, 1));
        if (slash is < 1 or > 155 || slash == path.Length - 1)
        {
            return false;
        }

        (prefix, name) = (path[..slash], path[(slash + 1)..]);
        return true;
    }

    private static bool Fits(string text, Range field) => Ascii.IsValid(text) && text.Length <= field.End.Value - field.Start.Value;

    private static string FallbackName(string path)
    {
        string ascii = string.Concat(path.Where(char.IsAscii));
        return ascii[..Math.Min(ascii.Length, 100)];
    }

    private void WritePadding(long size) => _output.Write(Zeros.AsSpan(0, (int)(-size & (TarHeader.BlockSize - 1))));
}
