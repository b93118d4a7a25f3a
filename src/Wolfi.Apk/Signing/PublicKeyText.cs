using System.Buffers.Binary;
using System.Numerics;

namespace Wolfi.Apk.Signing;

/// <summary>
/// Reads public keys in the one form that nearly all key files have: a PEM SubjectPublicKeyInfo of an RSA key and nothing else. What it takes, the framework
/// would take for the same key; that one starts slowly, though, and is asked for all other forms, and once a signature is checked.
/// </summary>
internal static class PublicKeyText
{
    private const string Begin = "-----BEGIN PUBLIC KEY-----\n";
    private const string End = "\n-----END PUBLIC KEY-----";
    private const int LongestText = 8192;
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const byte BitString = 0x03;

    // The algorithm: rsaEncryption, and NULL for its parameters (RFC 3279, 2.3.1).
    private static ReadOnlySpan<byte> Algorithm => [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

    /// <summary>Reads a key; false when the text has another form.</summary>
    /// <param name="pem">The file's text.</param>
    /// <param name="subjectPublicKeyInfo">The key as DER.</param>
    /// <param name="bits">Bits of its modulus.</param>
    public static bool TryRead(string pem, out byte[] subjectPublicKeyInfo, out int bits)
    {
        bits = 0;
        subjectPublicKeyInfo = [];
        ReadOnlySpan<char> text = pem.AsSpan().TrimEnd('\n');
        if (pem.Length > LongestText || !text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal) || text.Length < Begin.Length + End.Length)
        {
            return false;
        }

        Span<byte> der = stackalloc byte[LongestText];
        int length = Decode(text[Begin.Length..^End.Length], der);
        if (length <= 0 || !TryReadModulus(der[..length], out bits))
        {
            return false;
        }

        subjectPublicKeyInfo = der[..length].ToArray();
        return true;
    }

    // Base64 in whole groups, and line feeds between them; -1 for everything else.
    private static int Decode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        int count = 0;
        int padding = 0;
        int digits = 0;
        int group = 0;
        foreach (char c in text)
        {
            if (c == '\n')
            {
                continue;
            }

            int digit = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' => 62,
                '/' => 63,
                '=' => 0,
                _ => -1,
            };
            padding += c == '=' ? 1 : 0;
            if (digit < 0 || padding > 2 || (padding > 0 && c != '='))
            {
                return -1;
            }

            group = (group << 6) | digit;
            if (++digits % 4 == 0)
            {
                bytes[count++] = (byte)(group >> 16);
                bytes[count++] = (byte)(group >> 8);
                bytes[count++] = (byte)group;
                group = 0;
            }
        }

        return digits % 4 == 0 ? count - padding : -1;
    }

    private static bool TryReadModulus(ReadOnlySpan<byte> der, out int bits)
    {
        bits = 0;
        if (!TryTake(ref der, Sequence, out ReadOnlySpan<byte> info) || !der.IsEmpty
            || !TryTake(ref info, Sequence, out ReadOnlySpan<byte> algorithm) || !algorithm.SequenceEqual(Algorithm)
            || !TryTake(ref info, BitString, out ReadOnlySpan<byte> key) || !info.IsEmpty
            || key.IsEmpty || key[0] != 0)
        {
            return false;
        }

        key = key[1..];
        if (!TryTake(ref key, Sequence, out ReadOnlySpan<byte> numbers) || !key.IsEmpty
            || !TryTakeOdd(ref numbers, out ReadOnlySpan<byte> modulus)
            || !TryTakeOdd(ref numbers, out ReadOnlySpan<byte> exponent) || !numbers.IsEmpty
            || exponent.Length > sizeof(uint) || (exponent.Length == 1 && exponent[0] < 3))
        {
            return false;
        }

        bits = (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0] << 24);
        return true;
    }

    // A positive odd number, without the zero that keeps it positive.
    private static bool TryTakeOdd(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> number)
    {
        if (!TryTake(ref rest, Integer, out number) || number.IsEmpty || number[0] > 0x7f || (number[^1] & 1) == 0)
        {
            return false;
        }

        if (number[0] != 0)
        {
            return true;
        }

        number = number[1..];
        return !number.IsEmpty && number[0] > 0x7f;
    }

    // One element with a length in its shortest form.
    private static bool TryTake(ref ReadOnlySpan<byte> rest, byte tag, out ReadOnlySpan<byte> value)
    {
        value = [];
        if (rest.Length < 2 || rest[0] != tag)
        {
            return false;
        }

        int length = rest[1];
        int start = 2;
        if (length == 0x81 && rest.Length > 3)
        {
            length = rest[2];
            start = length > 0x7f ? 3 : int.MaxValue;
        }
        else if (length == 0x82 && rest.Length > 4)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            start = length > 0xff ? 4 : int.MaxValue;
        }
        else if (length > 0x7f)
        {
            return false;
        }

        if (start > rest.Length || length > rest.Length - start)
        {
            return false;
        }

        value = rest.Slice(start, length);
        rest = rest[(start + length)..];
        return true;
    }
}
