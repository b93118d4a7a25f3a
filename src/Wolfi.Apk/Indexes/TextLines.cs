using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Wolfi.Apk.Indexes;

/// <summary>Goes through the lines of a text, sixteen bytes a step.</summary>
internal ref struct TextLines
{
    private readonly ReadOnlySpan<byte> _text;
    private int _block;
    private uint _lineFeeds;

    /// <summary>Stands before the first line.</summary>
    public TextLines(ReadOnlySpan<byte> text)
    {
        _text = text;
        _block = -Vector128<byte>.Count;
        End = -1;
    }

    /// <summary>Where the line begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the line ends: at a line feed or with the text.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the next line; false behind the last one. Behind a line feed at the text's end there is none.</summary>
    public bool MoveNext()
    {
        Start = End + 1;
        if (Start >= _text.Length)
        {
            return false;
        }

        while (_lineFeeds == 0)
        {
            _block += Vector128<byte>.Count;
            if (_block > _text.Length - Vector128<byte>.Count)
            {
                End = FindInRest();
                return true;
            }

            Vector128<byte> bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(_text), (nuint)_block);
            _lineFeeds = Vector128.Equals(bytes, Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
        }

        End = _block + BitOperations.TrailingZeroCount(_lineFeeds);
        _lineFeeds &= _lineFeeds - 1;
        return true;
    }

    // The last few bytes fill no step; the block stays behind the text's last whole step.
    private int FindInRest()
    {
        _block -= Vector128<byte>.Count;
        int end = Start;
        while (end < _text.Length && _text[end] != '\n')
        {
            end++;
        }

        return end;
    }
}
