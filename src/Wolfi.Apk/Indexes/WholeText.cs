namespace Wolfi.Apk.Indexes;

/// <summary>The text of an index in one piece.</summary>
internal sealed class WholeText(ReadOnlyMemory<byte> text) : IRecordTexts
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> From(int start) => text[start..];
}
