namespace Wolfi.Apk.Indexes;

/// <summary>The text of an index, of which parts may not be in memory yet.</summary>
internal interface IRecordTexts
{
    /// <summary>The text from there on, at least to the end of the record that begins there.</summary>
    ReadOnlyMemory<byte> From(int start);
}
