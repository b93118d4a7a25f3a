using System.Buffers;

namespace Wolfi.Containers.Diagnostics;

/// <summary>What stands before the host of a URL: perhaps a password, wherever the URL came from.</summary>
public static class UserInfo
{
    private static readonly SearchValues<char> AfterAuthority = SearchValues.Create(" \t\n\r/?#'\"");

    /// <summary>The text with all URLs in it without their user info.</summary>
    public static string RemoveFrom(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string start = "://";
        for (int at = text.IndexOf(start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(start, at, StringComparison.Ordinal))
        {
            at += start.Length;
            ReadOnlySpan<char> rest = text.AsSpan(at);
            int end = rest.IndexOfAny(AfterAuthority);
            int host = (end < 0 ? rest : rest[..end]).LastIndexOf('@') + 1;
            text = text.Remove(at, host);
        }

        return text;
    }
}
