namespace Wolfi.Containers.Apps;

/// <summary>Paths below a folder, with forward slashes.</summary>
internal static class RelativePaths
{
    /// <summary>Whether the path stays below its folder: no root, no drive, no empty, <c>.</c> or <c>..</c> part, no NUL.</summary>
    public static bool IsPlain(string path) =>
        path.Length is > 0 and <= 4096
        && !path.Contains('\0', StringComparison.Ordinal)
        && !(path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>What an item of MSBuild calls a path, with forward slashes and without a leading <c>./</c>.</summary>
    public static string FromItem(string text)
    {
        string path = text.Replace('\\', '/').TrimStart('/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        return path;
    }
}
