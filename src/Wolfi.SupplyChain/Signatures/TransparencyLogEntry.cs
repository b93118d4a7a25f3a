namespace Wolfi.SupplyChain.Signatures;

/// <summary>An entry of a transparency log, with what proves that it stands there (protobuf-specs, sigstore_rekor.proto). Nothing here has been verified.</summary>
public sealed record TransparencyLogEntry
{
    /// <summary>Number of the entry in the whole log.</summary>
    public required long LogIndex { get; init; }

    /// <summary>The log's key: SHA-256 of its DER public key.</summary>
    public required ReadOnlyMemory<byte> LogKeyId { get; init; }

    /// <summary>Kind of the entry, such as <c>dsse</c> or <c>hashedrekord</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the kind, such as <c>0.0.1</c>.</summary>
    public required string KindVersion { get; init; }

    /// <summary>When the log took the entry, in seconds since 1970; 0 where the log does not say, as version 2 of Rekor.</summary>
    public long IntegratedTime { get; init; }

    /// <summary>The log's signature over entry, time and place; empty where it gives none, as version 2 of Rekor.</summary>
    public ReadOnlyMemory<byte> SignedEntryTimestamp { get; init; }

    /// <summary>That the entry is in the log's tree.</summary>
    public required InclusionProof InclusionProof { get; init; }

    /// <summary>The entry as the log holds it: canonical JSON.</summary>
    public required ReadOnlyMemory<byte> CanonicalizedBody { get; init; }

    /// <summary>Reads one entry from JSON, as version 2 of Rekor answers with it.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, too large, or has members that are not known.</exception>
    public static TransparencyLogEntry Read(ReadOnlyMemory<byte> bytes, string name) => Json.JsonPart.Read(bytes, name, TransparencyLogEntryJson.Read);
}
