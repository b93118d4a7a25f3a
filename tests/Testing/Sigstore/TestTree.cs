using System.Security.Cryptography;

namespace Wolfi.Testing.Sigstore;

/// <summary>A Merkle tree by the recursive words of RFC 6962, section 2.1.</summary>
public static class TestTree
{
    /// <summary>Hash of the tree of these entries.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> entries) => entries.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. entries[0]]),
        _ => SHA256.HashData([1, .. Root(entries[..Split(entries.Length)]), .. Root(entries[Split(entries.Length)..])]),
    };

    /// <summary>The way from an entry to the root.</summary>
    public static List<byte[]> Path(int index, ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length <= 1)
        {
            return [];
        }

        int split = Split(entries.Length);
        return index < split
            ? [.. Path(index, entries[..split]), Root(entries[split..])]
            : [.. Path(index - split, entries[split..]), Root(entries[..split])];
    }

    // The largest power of two below the number of entries.
    private static int Split(int count)
    {
        int split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
