namespace Wolfi.Apk.Packages;

/// <summary>What a file is that does not begin as gzip does.</summary>
internal static class ForeignFormats
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int PeekSize = 265;

    /// <summary>A name for the format that the bytes begin; null for gzip.</summary>
    public static string? Describe(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => null,
        [] => "an empty file",
        [(byte)'A', (byte)'D', (byte)'B', ..] => "an APK v3 file",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd-compressed",
        [(byte)'P', (byte)'K', 3 or 5, ..] => "a zip file",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "xz-compressed",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "bzip2-compressed",
        [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => "an ELF file",
        _ when start.Length >= PeekSize && start[257..262].SequenceEqual("ustar"u8) => "a plain tar file",
        _ when start.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] => "an HTML or XML document",
        _ => "of an unknown format",
    };
}
