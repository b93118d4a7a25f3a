using System.Collections.Immutable;
using System.Globalization;

namespace Wolfi.Containers.Plans;

/// <summary>
/// Paths that are two in an image and one where a host's file system takes letters of either case, or of either Unicode form, as the same.
/// Nothing is unpacked here; whoever unpacks the image there loses one of the two.
/// </summary>
internal static class CollidingPaths
{
    private const char Letter = '\ufffd';

    /// <summary>The pairs, in ordinal order of their second paths.</summary>
    public static ImmutableArray<(string First, string Second)> Find(IEnumerable<string> paths)
    {
        ImmutableArray<(string, string)>.Builder pairs = ImmutableArray.CreateBuilder<(string, string)>();
        Dictionary<string, string> byCase = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> byForm = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            if (!byCase.TryAdd(path, path))
            {
                pairs.Add((byCase[path], path));
            }
            else if (!System.Text.Ascii.IsValid(path))
            {
                string form = WithoutForm(path);
                if (!byForm.TryAdd(form, path) && HasMarks(path) != HasMarks(byForm[form]))
                {
                    pairs.Add((byForm[form], path));
                }
            }
        }

        return pairs.ToImmutable();
    }

    // Without the tables of Unicode (which an invariant process does not have) a letter with its marks may be any letter beyond ASCII:
    // between a composed and a decomposed name that is close enough for a warning.
    private static string WithoutForm(string path)
    {
        char[] form = new char[path.Length];
        int length = 0;
        foreach (char c in path)
        {
            if (!IsMark(c))
            {
                form[length++] = char.IsAscii(c) ? c : Letter;
            }
            else if (length > 0)
            {
                form[length - 1] = Letter;
            }
        }

        return new string(form, 0, length);
    }

    private static bool HasMarks(string path) => path.Any(IsMark);

    private static bool IsMark(char c) => !char.IsAscii(c) && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
