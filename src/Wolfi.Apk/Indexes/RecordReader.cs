using System.Globalization;
using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>Decodes single records of an index text that was checked when it was read.</summary>
internal static class RecordReader
{
    // The last four stand in installed databases; in an index they are harmless, as all lower-case letters are.
    private const string KnownUpperCase = "CPVASITULD" + "FMRZ";

    /// <summary>Whether the field may change what the record means in a way that nobody here knows.</summary>
    public static bool IsUnknown(char letter) => char.IsAsciiLetterUpper(letter) && !KnownUpperCase.Contains(letter);

    /// <summary>Reads the record that the text begins with: it ends before an empty line, or with the text.</summary>
    public static IndexRecord Read(ReadOnlyMemory<byte> text)
    {
        ReadOnlySpan<byte> bytes = text.Span;
        (string name, string version, string architecture) = ("", "", "");
        (int depends, int provides, int installIf) = (0, 0, 0);
        (long size, long priority) = (0, 0);
        string? unknown = null;
        int at = 0;
        int end = 0;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            int length = bytes[at..].IndexOf((byte)'\n');
            end = length < 0 ? bytes.Length : at + length;
            int start = at + 2;
            char letter = (char)bytes[at];
            switch (letter)
            {
                case 'P': name = Encoding.UTF8.GetString(bytes[start..end]); break;
                case 'V': version = Encoding.UTF8.GetString(bytes[start..end]); break;
                case 'A': architecture = Encoding.UTF8.GetString(bytes[start..end]); break;
                case 'S': size = Number(bytes[start..end]); break;
                case 'k': priority = Number(bytes[start..end]); break;
                case 'D': depends = start; break;
                case 'p': provides = start; break;
                case 'i': installIf = start; break;
                default:
                    unknown = IsUnknown(letter) ? $"its record has the field '{letter}:', whose meaning is unknown" : unknown;
                    break;
            }

            at = Math.Min(end + 1, bytes.Length);
        }

        RecordBlock block = new(text[..end], depends, provides, installIf);
        return new IndexRecord(block, name, PackageVersion.Parse(version), architecture, unknown) { Size = size, ProviderPriority = priority };
    }

    // Wolfi has negative priorities, which apk reads as none.
    private static long Number(ReadOnlySpan<byte> value) => value[0] == '-' ? 0 : long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
}
