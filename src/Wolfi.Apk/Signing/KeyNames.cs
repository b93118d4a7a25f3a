namespace Wolfi.Apk.Signing;

/// <summary>The grammar of key names: they become tar entry names and file names.</summary>
internal static class KeyNames
{
    public static bool IsValid(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('@' or '.' or '_' or '+' or '-'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= 128 && name[0] is not ('.' or '-');
    }
}
