using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Apk.Indexes;

/// <summary>The text of an index while it is inflated by one thread and parsed by another.</summary>
internal sealed class GrowingText
{
    private readonly object _lock = new();
    private byte[]? _text;
    private int _seen;
    private int _whole = -1;
    private bool _ended;

    /// <summary>Says how much of the text is there: what lies before that does not change any more.</summary>
    /// <param name="text">The whole text's place, the same one each time.</param>
    /// <param name="length">How many of its bytes are there.</param>
    public void Grow(byte[] text, int length)
    {
        // The end of the last record that is there; each byte is looked at once, however long a record is.
        int end = length;
        while (end > _seen && end > 1 && (text[end - 1] != '\n' || text[end - 2] != '\n'))
        {
            end--;
        }

        bool found = end > _seen && end > 1;
        _seen = length;
        if (!found)
        {
            return;
        }

        lock (_lock)
        {
            _text = text;
            _whole = end;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Says that no more comes.</summary>
    /// <param name="text">The text when all of it is there; null when it never will be.</param>
    public void End(byte[]? text)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _ended = true;
                _text = text;
                _whole = text?.Length ?? -1;
                Monitor.Pulse(_lock);
            }
        }
    }

    /// <summary>Waits for more whole records.</summary>
    /// <param name="known">How many bytes were known before; -1 at first.</param>
    /// <param name="text">The text's place.</param>
    /// <param name="end">Where the last whole record ends, or the text itself.</param>
    /// <returns>False when no more comes.</returns>
    public bool TryWait(int known, [NotNullWhen(true)] out byte[]? text, out int end)
    {
        lock (_lock)
        {
            while (_whole <= known && !_ended)
            {
                Monitor.Wait(_lock);
            }

            text = _text;
            end = _whole;
            return text is not null && end > known;
        }
    }
}
