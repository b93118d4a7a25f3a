using System.Buffers;
using System.Text;

namespace Wolfi.Apk.Packages;

/// <summary>The lines <c>key = value</c> of a <c>.PKGINFO</c>, before they are given a meaning.</summary>
internal sealed class PackageInfoLines
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), 127]);

    private PackageInfoLines(string input, List<PackageInfoLine> lines)
    {
        Input = input;
        Lines = lines;
    }

    /// <summary>What the text was read from, for messages.</summary>
    public string Input { get; }

    /// <summary>All lines but comments and empty ones.</summary>
    public IReadOnlyList<PackageInfoLine> Lines { get; }

    /// <summary>Splits the text. A line that is neither a comment nor <c>key = value</c> is a fault: apk would drop it without a word.</summary>
    /// <exception cref="ApkException">The text is damaged.</exception>
    public static PackageInfoLines Parse(ReadOnlySpan<byte> text, string input)
    {
        List<PackageInfoLine> lines = [];
        int number = 0;
        while (!text.IsEmpty)
        {
            number++;
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.ContainsAny(ControlBytes))
            {
                throw Fault(input, number, "holds a control character");
            }

            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            int separator = line.IndexOf(" = "u8);
            if (separator <= 0)
            {
                throw Fault(input, number, "is not 'key = value'");
            }

            try
            {
                lines.Add(new PackageInfoLine(number, StrictUtf8.GetString(line[..separator]), StrictUtf8.GetString(line[(separator + 3)..])));
            }
            catch (DecoderFallbackException)
            {
                throw Fault(input, number, "is not UTF-8");
            }
        }

        return new PackageInfoLines(input, lines);
    }

    /// <summary>The value of a key that may stand there once; null when it does not.</summary>
    /// <exception cref="ApkException">The key stands there twice.</exception>
    public PackageInfoLine? Single(string key)
    {
        PackageInfoLine? found = null;
        foreach (PackageInfoLine line in All(key))
        {
            found = found is null ? line : throw Fault(line, $"has the key {key} a second time");
        }

        return found;
    }

    /// <summary>The values of a key that may be repeated.</summary>
    public IEnumerable<PackageInfoLine> All(string key) => Lines.Where(line => line.Key == key);

    /// <summary>A failure that names the line.</summary>
    public ApkException Fault(PackageInfoLine line, string what) => Fault(Input, line.Number, what);

    private static ApkException Fault(string input, int line, string what) =>
        new(ApkFault.MalformedPackageInfo, $"{input}: line {line} of .PKGINFO {what}.");
}
