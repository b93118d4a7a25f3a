using System.Globalization;
using System.Text;

namespace Wolfi.Oci;

/// <summary>Makes text from outside fit for a message: short, on one line, without control characters.</summary>
internal static class Shown
{
    private const int Longest = 120;

    /// <summary>The text, cut and with what terminals act upon replaced by <c>?</c>.</summary>
    public static string Text(string? text) => Cut(text, Longest);

    /// <summary>The same, cut at another length.</summary>
    public static string Cut(string? text, int longest)
    {
        StringBuilder shown = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (shown.Length >= longest)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(IsPlain(rune) ? rune.ToString() : "?");
        }

        return shown.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
