using System.Globalization;
using System.Text;

namespace Wolfi.Apk.Indexes;

/// <summary>The lines of one record as they stand in an index text that was checked when it was read: what is seldom asked for is decoded when it is.</summary>
/// <param name="Text">The record's lines, without the empty line.</param>
/// <param name="DependsAt">Where the value of <c>D:</c> begins in the text; 0 when there is none.</param>
/// <param name="ProvidesAt">The same for <c>p:</c>.</param>
/// <param name="InstallIfAt">The same for <c>i:</c>.</param>
internal readonly record struct RecordBlock(ReadOnlyMemory<byte> Text, int DependsAt, int ProvidesAt, int InstallIfAt)
{
    /// <summary>The value of <c>D:</c> as stored.</summary>
    public ReadOnlySpan<byte> Depends => LineAt(DependsAt);

    /// <summary>The value of <c>p:</c> as stored.</summary>
    public ReadOnlySpan<byte> Provides => LineAt(ProvidesAt);

    /// <summary>The value of <c>i:</c> as stored.</summary>
    public ReadOnlySpan<byte> InstallIf => LineAt(InstallIfAt);

    /// <summary>Everything but name, version, architecture and lists.</summary>
    public RecordDetails Details()
    {
        (string? checksum, string description, string url, string license, string origin, string maintainer, string commit) = (null, "", "", "", "", "", "");
        (long installedSize, long? buildTime) = (0, null);
        ReadOnlySpan<byte> rest = Text.Span;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            ReadOnlySpan<byte> value = line[2..];
            switch ((char)line[0])
            {
                case 'C': checksum = Encoding.UTF8.GetString(value); break;
                case 'T': description = Encoding.UTF8.GetString(value); break;
                case 'U': url = Encoding.UTF8.GetString(value); break;
                case 'L': license = Encoding.UTF8.GetString(value); break;
                case 'o': origin = Encoding.UTF8.GetString(value); break;
                case 'm': maintainer = Encoding.UTF8.GetString(value); break;
                case 'c': commit = Encoding.UTF8.GetString(value); break;
                case 'I': installedSize = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture); break;
                case 't': buildTime = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture); break;
                default: break;
            }
        }

        return new RecordDetails
        {
            Checksum = checksum,
            Description = description,
            Url = url,
            License = license,
            Origin = origin,
            Maintainer = maintainer,
            Commit = commit,
            InstalledSize = installedSize,
            BuildTime = buildTime,
        };
    }

    private ReadOnlySpan<byte> LineAt(int start)
    {
        if (start == 0)
        {
            return [];
        }

        ReadOnlySpan<byte> rest = Text.Span[start..];
        int end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..end];
    }
}
