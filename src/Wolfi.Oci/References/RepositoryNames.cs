namespace Wolfi.Oci.References;

/// <summary>Names of image repositories inside of a registry (distribution-spec: <c>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*</c>, joined by slashes).</summary>
public static class RepositoryNames
{
    /// <summary>Whether the name is inside the grammar.</summary>
    public static bool IsValid(string? name) => name is { Length: > 0 and <= Limits.NameLength } && name.Split('/').All(IsComponent);

    /// <summary>
    /// The name as the .NET SDK's own container publish would use it: a valid one stays; else upper case becomes lower case, and everything
    /// but <c>a-z 0-9 _ / -</c> becomes <c>-</c>, so that <c>My.App</c> gives <c>my-app</c> while <c>my.app</c> stays.
    /// </summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>: it begins with no letter or digit, or is no name even so.</exception>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsValid(name))
        {
            return name;
        }

        string normal = string.Concat(name.Select(Normalize));
        return IsValid(normal) ? normal : throw new OciException(
            OciFault.InvalidReference,
            $"'{Shown.Text(name)}' can't be made a repository name: lower-case letters and digits, with single '.', '_' or '/' or any number of '-' between them, at most {Limits.NameLength}.");
    }

    private static char Normalize(char letter)
    {
        char lower = char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter;
        return char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower) || lower is '_' or '/' or '-' ? lower : '-';
    }

    private static bool IsComponent(string text)
    {
        if (text.Length == 0 || !IsAlphanumeric(text[0]) || !IsAlphanumeric(text[^1]))
        {
            return false;
        }

        int start = 0;
        while (start < text.Length)
        {
            int end = start;
            while (end < text.Length && IsAlphanumeric(text[end]) == IsAlphanumeric(text[start]))
            {
                end++;
            }

            if (!IsAlphanumeric(text[start]) && !IsSeparator(text.AsSpan(start, end - start)))
            {
                return false;
            }

            start = end;
        }

        return true;
    }

    private static bool IsSeparator(ReadOnlySpan<char> text) => text is "." or "_" or "__" || !text.ContainsAnyExcept('-');

    private static bool IsAlphanumeric(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter);
}
