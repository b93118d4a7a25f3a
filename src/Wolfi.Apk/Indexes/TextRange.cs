namespace Wolfi.Apk.Indexes;

/// <summary>A part of an index text.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
internal readonly struct TextRange(int start, int end)
{
    /// <summary>Where it begins.</summary>
    public int Start => start;

    /// <summary>Where it ends; 0 for a part that is absent.</summary>
    public int End => end;

    /// <summary>The part.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(start, end - start);
}
