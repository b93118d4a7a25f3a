namespace Wolfi.Apk.Packages;

/// <summary>Where a gzip member stands in the .apk file.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes, header and trailer included.</param>
public readonly record struct MemberRange(long Offset, long Length)
{
    /// <summary>The first byte after the member.</summary>
    public long End => Offset + Length;
}
