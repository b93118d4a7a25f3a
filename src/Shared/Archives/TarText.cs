using System.Globalization;
using System.Text;

namespace Wolfi.Archives;

/// <summary>Text in tar headers: strict UTF-8 in, printable text out.</summary>
internal static class TarText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a name; bytes that are not UTF-8 and NUL bytes are faults.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.IndexOf((byte)0) >= 0)
        {
            throw new ArchiveException(ArchiveFault.Tar, $"the tar header at offset {offset} has a NUL byte inside a name");
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ArchiveException(ArchiveFault.Tar, $"the tar header at offset {offset} has a name that is not UTF-8", e);
        }
    }

    /// <summary>The text with control characters escaped and cut to a length that fits a message.</summary>
    public static string Printable(string text)
    {
        const int longest = 200;
        StringBuilder result = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator)
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                result.Append(c);
            }
        }

        return text.Length > longest ? result.Append('…').ToString() : result.ToString();
    }
}
