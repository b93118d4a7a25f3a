using System.Text;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Text from packages and images on its way to a terminal.</summary>
internal static class Shown
{
    /// <summary>The text with control characters, which could steer the terminal, as <c>\xNN</c>.</summary>
    public static string Text(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        StringBuilder shown = new();
        foreach (char c in text)
        {
            shown.Append(char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString());
        }

        return shown.ToString();
    }

    /// <summary>Bytes as people read them: <c>512 B</c>, <c>1.4 kB</c>, <c>27.9 MB</c>; powers of ten.</summary>
    public static string Size(long bytes) => ByteSizes.Text(bytes);

    /// <summary>A number of things: <c>1 package</c>, <c>2 packages</c>.</summary>
    public static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");
}
