using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>That an entry is in a log's Merkle tree (RFC 9162, section 2.1.3).</summary>
public sealed record InclusionProof
{
    /// <summary>Number of the entry in this tree, which may be one of several of the log.</summary>
    public required long LogIndex { get; init; }

    /// <summary>Hash of the tree's root.</summary>
    public required ReadOnlyMemory<byte> RootHash { get; init; }

    /// <summary>Entries in the tree.</summary>
    public required long TreeSize { get; init; }

    /// <summary>The hashes from the entry's neighbour up to below the root.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Hashes { get; init; } = [];

    /// <summary>The log's signed note about its root and size.</summary>
    public required string Checkpoint { get; init; }
}
