using System.Text;

namespace Wolfi.Apk.Indexes;

/// <summary>The lines of one record as they stand in an index text that was checked when it was read: what is seldom asked for is decoded when it is.</summary>
/// <param name="Text">The record's lines, without the empty line.</param>
/// <param name="DependsAt">Where the value of <c>D:</c> begins in the text; 0 when there is none.</param>
/// <param name="ProvidesAt">The same for <c>p:</c>.</param>
/// <param name="InstallIfAt">The same for <c>i:</c>.</param>
internal readonly record struct RecordBlock(ReadOnlyMemory<byte> Text, int DependsAt, int ProvidesAt, int InstallIfAt)
{
    /// <summary>The value of the line with that letter, or an empty text.</summary>
    public string Value(char letter)
    {
        ReadOnlySpan<byte> rest = Text.Span;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            if (line[0] == letter)
            {
                return Encoding.UTF8.GetString(line[2..]);
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return "";
    }

    /// <summary>The rest of the line from that place on; empty for place 0.</summary>
    public ReadOnlySpan<byte> LineAt(int start)
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
