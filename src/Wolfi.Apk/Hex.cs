namespace Wolfi.Apk;

/// <summary>Lower-case hexadecimal of hashes. The framework's own is for long texts, and compiled when it is first used.</summary>
internal static class Hex
{
    /// <summary>Two digits a byte.</summary>
    public static string Lower(ReadOnlySpan<byte> hash)
    {
        Span<char> digits = stackalloc char[hash.Length * 2];
        for (int i = 0; i < hash.Length; i++)
        {
            digits[2 * i] = Digit(hash[i] >> 4);
            digits[(2 * i) + 1] = Digit(hash[i] & 15);
        }

        return new string(digits);
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
