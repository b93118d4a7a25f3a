using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Trust;

/// <summary>A transparency log that is trusted: of signatures (Rekor), or of certificates (RFC 6962).</summary>
public sealed record TrustedLog
{
    /// <summary>Where it is; a name for messages.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>What entries and certificates name the log by; mostly the SHA-256 of its DER key.</summary>
    public required ReadOnlyMemory<byte> KeyId { get; init; }

    /// <summary>What its checkpoints name the key by, where the document says so; empty where it does not.</summary>
    public ReadOnlyMemory<byte> CheckpointKeyId { get; init; }

    /// <summary>The key that it signs with.</summary>
    public required SignatureKey Key { get; init; }

    /// <summary>When it used the key.</summary>
    public required ValidityWindow ValidFor { get; init; }

    /// <summary>Whether an entry that names that key id names this log.</summary>
    /// <param name="id">The id.</param>
    public bool IsNamed(ReadOnlySpan<byte> id) => !id.IsEmpty && (KeyId.Span.SequenceEqual(id) || CheckpointKeyId.Span.SequenceEqual(id));
}
