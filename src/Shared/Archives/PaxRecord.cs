namespace Wolfi.Archives;

/// <summary>One record of a pax extended header.</summary>
/// <param name="Key">The keyword, such as <c>path</c>.</param>
/// <param name="Value">The value's bytes: UTF-8 for all standard keywords, any bytes for extended attributes.</param>
internal sealed record PaxRecord(string Key, ReadOnlyMemory<byte> Value)
{
    /// <summary>The record under which APK keeps a file's SHA-1 in hexadecimal.</summary>
    public const string ApkSha1 = "APK-TOOLS.checksum.SHA1";

    /// <summary>What the keywords of extended attributes begin with.</summary>
    public const string AttributePrefix = "SCHILY.xattr.";
}
