namespace Wolfi.Containers.Diagnostics;

/// <summary>What stands before the host of a URL: perhaps a password, wherever the URL came from.</summary>
public static class UserInfo
{
    private const string AfterAuthority = " \t\n\r/?#'\"";

    /// <summary>The text with all URLs in it without their user info.</summary>
    public static string RemoveFrom(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string start = "://";
        for (int at = text.IndexOf(start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(start, at, StringComparison.Ordinal))
        {
            at += start.Length;
            int end = at;
            while (end < text.Length && !AfterAuthority.Contains(text[end], StringComparison.Ordinal))
            {
                end++;
            }

            int host = text.AsSpan(at, end - at).LastIndexOf('@') + 1;
            text = text.Remove(at, host);
        }

        return text;
    }
}
