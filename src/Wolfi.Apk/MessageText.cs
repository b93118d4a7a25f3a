using System.Text;

namespace Wolfi.Apk;

/// <summary>Foreign text made fit for a message.</summary>
internal static class MessageText
{
    private const int Longest = 120;

    /// <summary>The text on one line without control characters, cut when long.</summary>
    public static string Shorten(string? text)
    {
        if (text is null)
        {
            return "";
        }

        StringBuilder builder = new(Math.Min(text.Length, Longest) + 1);
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            builder.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return text.Length > Longest ? builder.Append('…').ToString() : builder.ToString();
    }
}
