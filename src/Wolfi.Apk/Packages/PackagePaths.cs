using System.Text;

namespace Wolfi.Apk.Packages;

/// <summary>The grammar of paths in packages, and their order.</summary>
internal static class PackagePaths
{
    private static readonly string[] DeviceNames =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })];

    /// <summary>What is wrong with the path of an entry (no leading or trailing slash); null when nothing is.</summary>
    public static string? FindFault(string path)
    {
        if (path.Length == 0)
        {
            return "has no name";
        }

        if (path[0] == '/')
        {
            return "has an absolute name";
        }

        if (path[0] == '.')
        {
            return "has a name that begins with a dot, which package tools drop without a word";
        }

        if (FindForbiddenCharacter(path) is string character)
        {
            return character;
        }

        if (Encoding.UTF8.GetByteCount(path) > Limits.PathBytes)
        {
            return $"has a name of more than {Limits.PathBytes} bytes";
        }

        int depth = 0;
        foreach (Range range in path.AsSpan().Split('/'))
        {
            if (++depth > Limits.PathDepth)
            {
                return $"lies more than {Limits.PathDepth} directories deep";
            }

            if (FindPartFault(path.AsSpan(range), depth == 1) is string fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the target of a symbolic link; null when nothing is. Where it leads is for whoever lays packages together.</summary>
    public static string? FindTargetFault(string target) =>
        target.Length == 0 ? "has no target"
        : target.Any(char.IsControl) ? "has a target with a control character"
        : Encoding.UTF8.GetByteCount(target) > Limits.PathBytes ? $"has a target of more than {Limits.PathBytes} bytes"
        : null;

    /// <summary>The path of the directory that holds it; empty at the top.</summary>
    public static string Parent(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    /// <summary>The order of a walk: each directory, then what is in it, names by their UTF-8 bytes.</summary>
    public static int Compare(string a, string b)
    {
        byte[] left = Encoding.UTF8.GetBytes(a);
        byte[] right = Encoding.UTF8.GetBytes(b);
        int common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length - right.Length
            : (left[common] == '/' ? -1 : left[common]) - (right[common] == '/' ? -1 : right[common]);
    }

    private static string? FindForbiddenCharacter(string path)
    {
        foreach (char c in path)
        {
            if (char.IsControl(c))
            {
                return "has a control character in its name";
            }

            if (c == '\\')
            {
                return "has a backslash in its name";
            }
        }

        return null;
    }

    private static string? FindPartFault(ReadOnlySpan<char> part, bool first) => part switch
    {
        "" => "has an empty part in its name",
        "." or ".." => "has a part '.' or '..' in its name",
        [.., '.'] or [.., ' '] => "has a part that ends with a dot or blank in its name",
        _ when first && part is [(>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ':', ..] => "has a name that begins with a drive letter",
        _ when part.StartsWith(".wh.", StringComparison.Ordinal) => "has the name of a whiteout, which would delete files of other layers",
        _ when Encoding.UTF8.GetByteCount(part) > Limits.PathPartBytes => $"has a part of more than {Limits.PathPartBytes} bytes in its name",
        _ when IsDeviceName(part) => "has a name that is reserved on Windows",
        _ => null,
    };

    private static bool IsDeviceName(ReadOnlySpan<char> part)
    {
        foreach (string name in DeviceNames)
        {
            if (part.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
