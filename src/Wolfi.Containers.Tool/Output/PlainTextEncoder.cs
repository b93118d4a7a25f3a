using System.Buffers;
using System.Text.Encodings.Web;

namespace Wolfi.Containers.Tool.Output;

/// <summary>
/// Text for programs and terminals, never for HTML: '&lt;', '+' and non-ASCII letters stay as they are. The framework's encoder does the work; but it starts slowly,
/// and nearly all texts are plain ASCII, which this one passes by itself.
/// </summary>
internal sealed class PlainTextEncoder : JavaScriptEncoder
{
    private static JavaScriptEncoder Framework => UnsafeRelaxedJsonEscaping;

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        foreach (byte value in utf8Text)
        {
            if (!IsPlain((char)value))
            {
                return Framework.FindFirstCharacterToEncodeUtf8(utf8Text);
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        foreach (char value in new ReadOnlySpan<char>(text, textLength))
        {
            if (!IsPlain(value))
            {
                return Framework.FindFirstCharacterToEncode(text, textLength);
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override OperationStatus EncodeUtf8(ReadOnlySpan<byte> utf8Source, Span<byte> utf8Destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock = true) =>
        Framework.EncodeUtf8(utf8Source, utf8Destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    /// <inheritdoc/>
    public override OperationStatus Encode(ReadOnlySpan<char> source, Span<char> destination, out int charsConsumed, out int charsWritten, bool isFinalBlock = true) =>
        Framework.Encode(source, destination, out charsConsumed, out charsWritten, isFinalBlock);

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Framework.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => Framework.WillEncode(unicodeScalar);

    private static bool IsPlain(char value) => value is >= ' ' and <= '~' and not ('"' or '\\');
}
