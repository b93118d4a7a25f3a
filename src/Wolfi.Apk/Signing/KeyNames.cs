using System.Buffers;

namespace Wolfi.Apk.Signing;

/// <summary>The grammar of key names: they become tar entry names and file names.</summary>
internal static class KeyNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@._+-");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 128 && name[0] is not ('.' or '-') && !name.AsSpan().ContainsAnyExcept(Allowed);
}
