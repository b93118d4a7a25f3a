using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>Hashes of a log's tree (RFC 6962, section 2.1; RFC 9162, section 2.1.3.2).</summary>
internal static class MerkleTree
{
    /// <summary>The root that a proof leads to from an entry; null where the proof has not as many hashes as the place asks for.</summary>
    /// <param name="leaf">The entry's bytes.</param>
    /// <param name="index">Its number.</param>
    /// <param name="size">Entries of the tree.</param>
    /// <param name="hashes">The proof.</param>
    public static byte[]? RootOf(ReadOnlySpan<byte> leaf, long index, long size, ImmutableArray<ReadOnlyMemory<byte>> hashes)
    {
        if (index < 0 || index >= size)
        {
            return null;
        }

        // Below the place where the way to this leaf leaves the way to the last one, every level has a neighbour; above, only those to the left.
        int inner = 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        int border = BitOperations.PopCount((ulong)index >> inner);
        if (hashes.Length != inner + border || hashes.Any(hash => hash.Length != SHA256.HashSizeInBytes))
        {
            return null;
        }

        byte[] node = SHA256.HashData([0, .. leaf]);
        for (int level = 0; level < hashes.Length; level++)
        {
            node = level < inner && ((index >> level) & 1) == 0 ? Parent(node, hashes[level].Span) : Parent(hashes[level].Span, node);
        }

        return node;
    }

    private static byte[] Parent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([1, .. left, .. right]);
}
