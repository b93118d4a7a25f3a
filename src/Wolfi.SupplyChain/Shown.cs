using System.Globalization;
using System.Text;

namespace Wolfi.SupplyChain;

/// <summary>Makes text from outside fit for a message: short, on one line, without control characters.</summary>
internal static class Shown
{
    /// <summary>The text, cut and with what terminals act upon replaced by <c>?</c>.</summary>
    public static string Text(string? text) => Cut(text, Limits.ShownText);

    /// <summary>The same of a name in a certificate, which may differ from another in its last letters.</summary>
    public static string Name(string? name) => Cut(name, Limits.ShownName);

    private static string Cut(string? text, int most)
    {
        StringBuilder shown = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (shown.Length >= most)
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
