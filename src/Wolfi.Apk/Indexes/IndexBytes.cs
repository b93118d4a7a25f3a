using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Wolfi.Apk.Indexes;

/// <summary>What every byte of an index text must be: UTF-8 without a mark, and no control character but the line feed.</summary>
internal static class IndexBytes
{
    private const byte Delete = 0x7f;

    /// <summary>Where the first byte stands that may not, and what is wrong with its line; -1 when all are right.</summary>
    public static int FindFault(ReadOnlySpan<byte> text, out string what)
    {
        what = "";
        if (text.StartsWith("\uFEFF"u8))
        {
            what = "begins with a byte order mark";
            return 0;
        }

        int control = IndexOfControl(text);
        if (control >= 0)
        {
            what = text[control] == '\r' ? "ends with a carriage return" : $"holds the control character 0x{text[control]:x2}";
            return control;
        }

        if (Utf8.IsValid(text))
        {
            return -1;
        }

        what = "is not UTF-8";
        int valid = 0;
        while (Rune.DecodeFromUtf8(text[valid..], out _, out int length) == OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }

    private static int IndexOfControl(ReadOnlySpan<byte> text)
    {
        int at = 0;
        Vector128<byte> blank = Vector128.Create((byte)' ');
        Vector128<byte> lineFeed = Vector128.Create((byte)'\n');
        Vector128<byte> delete = Vector128.Create(Delete);
        for (; at <= text.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);
            Vector128<byte> controls = Vector128.AndNot(Vector128.LessThan(bytes, blank), Vector128.Equals(bytes, lineFeed)) | Vector128.Equals(bytes, delete);
            if (controls != Vector128<byte>.Zero)
            {
                return at + BitOperations.TrailingZeroCount(controls.ExtractMostSignificantBits());
            }
        }

        for (; at < text.Length; at++)
        {
            if ((text[at] < ' ' && text[at] != '\n') || text[at] == Delete)
            {
                return at;
            }
        }

        return -1;
    }
}
