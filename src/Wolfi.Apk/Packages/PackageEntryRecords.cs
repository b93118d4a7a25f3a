using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>What the pax records of a data entry may say: the file's checksum and harmless attributes, and nothing that readers take differently.</summary>
internal static class PackageEntryRecords
{
    // atime and ctime are abuild's; nothing reads them. Names of owners are not used: numbers are.
    private static readonly HashSet<string> Known = ["path", "linkpath", "mtime", "atime", "ctime", "uname", "gname", "comment"];
    private static readonly HashSet<string> Doubles = ["size", "uid", "gid"];

    /// <summary>The checksum record: 40 hexadecimal digits, or as old packages have it, <c>Q1</c> and base64. Null when there is none.</summary>
    public static string? Sha1(TarEntry raw, string input)
    {
        if (raw.FindPaxRecord(PaxRecord.ApkSha1) is not PaxRecord record)
        {
            return null;
        }

        string text = Encoding.Latin1.GetString(record.Value.Span);
        if (text.Length == 40 && text.All(char.IsAsciiHexDigit))
        {
            return text.ToLowerInvariant();
        }

        Span<byte> hash = stackalloc byte[20];
        if (text.StartsWith("Q1", StringComparison.Ordinal) && Convert.TryFromBase64String(text[2..], hash, out int written) && written == hash.Length)
        {
            return Convert.ToHexStringLower(hash);
        }

        throw new ApkException(ApkFault.FileChecksumMismatch, $"{input}: '{TarText.Printable(raw.Path)}' has a checksum record that is no SHA-1.");
    }

    /// <summary>The extended attributes; all but harmless ones of users and the capabilities of files, which <see cref="FileCapabilities"/> looks at, are refused, and so is every record that is unknown.</summary>
    public static ImmutableSortedDictionary<string, string> ExtendedAttributes(TarEntry raw, string input)
    {
        ImmutableSortedDictionary<string, string> attributes = ImmutableSortedDictionary<string, string>.Empty;
        foreach (PaxRecord record in raw.PaxRecords)
        {
            if (record.Key == PaxRecord.ApkSha1 || Known.Contains(record.Key))
            {
                continue;
            }

            if (Doubles.Contains(record.Key))
            {
                throw Forbidden(raw, input, $"gives its {record.Key} in a pax record, which package tools ignore");
            }

            if (!record.Key.StartsWith(PaxRecord.AttributePrefix, StringComparison.Ordinal))
            {
                throw Forbidden(raw, input, $"has the pax record '{TarText.Printable(record.Key)}', which readers take differently");
            }

            string name = record.Key[PaxRecord.AttributePrefix.Length..];
            bool harmless = name.StartsWith("user.", StringComparison.Ordinal) && !name.StartsWith("user.overlay.", StringComparison.Ordinal);
            if (!harmless && !(name == FileCapabilities.Attribute && raw.TypeFlag == TarTypes.File))
            {
                throw Forbidden(raw, input, $"has the extended attribute '{TarText.Printable(name)}', which no package may have");
            }

            attributes = attributes.Add(name, Text(record.Value.Span));
        }

        return attributes;
    }

    // As getfattr prints values: text where it is text, otherwise base64 after "0s".
    private static string Text(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        bool plain = !text.Any(c => char.IsControl(c) || c == '\ufffd');
        return plain ? text : string.Create(CultureInfo.InvariantCulture, $"0s{Convert.ToBase64String(value)}");
    }

    private static ApkException Forbidden(TarEntry raw, string input, string what) =>
        new(ApkFault.ForbiddenEntry, $"{input}: the entry '{TarText.Printable(raw.Path)}' at offset {raw.Offset} of the data {what}.");
}
