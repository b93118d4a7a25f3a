using System.Text;

namespace Wolfi.Apk.Indexes;

/// <summary>Values of texts that repeat, made once: a table in which later texts take the place of earlier ones.</summary>
/// <param name="parse">Makes the value; null for a text that has none.</param>
internal sealed class Interner<T>(Func<string, T?> parse)
    where T : class
{
    private const int Size = 4096;
    private readonly (byte[] Text, T Value)[] _table = new (byte[], T)[Size];

    /// <summary>The value of that text, or null.</summary>
    public T? Find(ReadOnlySpan<byte> text)
    {
        HashCode hash = default;
        hash.AddBytes(text);
        ref (byte[] Text, T Value) place = ref _table[hash.ToHashCode() & (Size - 1)];
        if (place.Text is not null && text.SequenceEqual(place.Text))
        {
            return place.Value;
        }

        T? value = parse(Encoding.UTF8.GetString(text));
        if (value is not null)
        {
            place = (text.ToArray(), value);
        }

        return value;
    }
}
