namespace Wolfi.Containers.AppPackages;

/// <summary>Looks for a private key in PEM form in a stream of bytes, also in UTF-16 and as an escaped JSON string.</summary>
/// <remarks>A key is the header line and encoded text after it: programs that read keys hold the header alone.</remarks>
internal sealed class PrivateKeyScanner
{
    private const int WindowBytes = 1024;
    private const int LongestLabel = 64;
    private const int EncodedCharacters = 40;

    private static readonly byte[] Wide = [.. "-----BEGIN "u8.ToArray().SelectMany(b => new byte[] { b, 0 })];

    private byte[] _carry = [];

    private static ReadOnlySpan<byte> Begin => "-----BEGIN "u8;

    /// <summary>True once a key was seen.</summary>
    public bool Found { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (Found)
        {
            return;
        }

        // What was kept is short; only the seam is copied, the rest is searched in place.
        int keep;
        if (_carry.Length > 0)
        {
            byte[] seam = [.. _carry, .. bytes[..Math.Min(bytes.Length, 2 * WindowBytes)]];
            if (bytes.Length <= 2 * WindowBytes)
            {
                keep = Search(seam, final: false);
                _carry = seam[^keep..];
                return;
            }

            Search(seam.AsSpan(0, _carry.Length + WindowBytes), final: true);
        }

        keep = Search(bytes, final: false);
        _carry = bytes[^keep..].ToArray();
    }

    /// <summary>Ends the stream.</summary>
    public void Complete()
    {
        if (!Found)
        {
            Search(_carry, final: true);
        }

        _carry = [];
    }

    /// <summary>Looks at each header; returns the bytes at the end that must be seen again together with what follows.</summary>
    private int Search(ReadOnlySpan<byte> bytes, bool final)
    {
        int at = 0;
        while (NextHeader(bytes[at..]) is >= 0 and int next)
        {
            at += next;
            if (!final && bytes.Length - at < WindowBytes)
            {
                return bytes.Length - at;
            }

            if (IsKey(bytes.Slice(at, Math.Min(WindowBytes, bytes.Length - at))))
            {
                Found = true;
                return 0;
            }

            at++;
        }

        return Math.Min(Wide.Length - 1, bytes.Length - at);
    }

    private static int NextHeader(ReadOnlySpan<byte> bytes)
    {
        int narrow = bytes.IndexOf(Begin);
        int wide = (narrow < 0 ? bytes : bytes[..narrow]).IndexOf(Wide);
        return wide < 0 ? narrow : wide;
    }

    private static bool IsKey(ReadOnlySpan<byte> window)
    {
        Span<byte> text = stackalloc byte[WindowBytes];
        int length = 0;
        foreach (byte b in window)
        {
            if (b != 0)
            {
                text[length++] = b;
            }
        }

        ReadOnlySpan<byte> rest = text[Begin.Length..length];
        int end = rest[..Math.Min(LongestLabel, rest.Length)].IndexOf("-----"u8);
        if (end < 0 || !IsPrivate(rest[..end]))
        {
            return false;
        }

        rest = rest[(end + 5)..];
        int breaks = LineBreaks(rest);
        return breaks > 0 && (IsHeader(rest[breaks..]) || IsEncoded(rest[breaks..]));
    }

    private static bool IsPrivate(ReadOnlySpan<byte> label) => label.EndsWith("PRIVATE KEY"u8) || label.EndsWith("PRIVATE KEY BLOCK"u8);

    private static bool IsHeader(ReadOnlySpan<byte> text) =>
        text.StartsWith("Proc-Type:"u8) || text.StartsWith("Version:"u8) || text.StartsWith("Comment:"u8);

    private static bool IsEncoded(ReadOnlySpan<byte> text)
    {
        if (text.Length < EncodedCharacters)
        {
            return false;
        }

        foreach (byte b in text[..EncodedCharacters])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'/' or (byte)'=' or (byte)'\\'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes of line breaks and blanks, written out or escaped.</summary>
    private static int LineBreaks(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length)
        {
            if (text[length] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
            {
                length++;
            }
            else if (text[length] == '\\' && text[length..].IndexOfAnyExcept((byte)'\\') is >= 0 and int slashes && text[length + slashes] is (byte)'n' or (byte)'r')
            {
                length += slashes + 1;
            }
            else
            {
                break;
            }
        }

        return length;
    }
}
