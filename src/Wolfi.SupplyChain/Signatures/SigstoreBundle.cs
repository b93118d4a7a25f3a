using System.Collections.Immutable;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>
/// A signed statement with all that is needed to verify it: a Sigstore bundle of version 0.3 (protobuf-specs, sigstore_bundle.proto, in proto3's JSON), as cosign 3
/// attaches it to images. Whether it proves anything is not known before it is verified.
/// </summary>
public sealed record SigstoreBundle
{
    /// <summary>Media type of version 0.3; the artifact type of the attachment too.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>How the key is named that signed: base64 of the SHA-256 of its DER, as far as the bundle says; null where a certificate names it. It proves nothing.</summary>
    public string? KeyHint { get; init; }

    /// <summary>The DER certificate of the key that signed; empty where it is a key without one.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Entries of transparency logs about the signature.</summary>
    public ImmutableArray<TransparencyLogEntry> LogEntries { get; init; } = [];

    /// <summary>DER TimeStampResp answers (RFC 3161) over the signature's bytes.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Timestamps { get; init; } = [];

    /// <summary>The statement in its envelope, with exactly one signature.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>Reads a bundle from JSON. It is strict as cosign is: one signature, without <c>keyid</c>, a leaf certificate or a key, no member that is not known.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, of another version or content, too large, or has members that are not known.</exception>
    public static SigstoreBundle Read(ReadOnlyMemory<byte> bytes, string name) => SigstoreBundleJson.Read(bytes, name);

    /// <summary>Signs a statement, and verifies the signature with the signer's public key.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="statement">The statement's bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>: there is no signature of the statement by that key.</exception>
    public static async Task<SigstoreBundle> SignAsync(ISigner signer, ReadOnlyMemory<byte> statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        Envelope envelope = Envelope.OfStatement(statement);
        ReadOnlyMemory<byte> signature = await signer.SignDataAsync(envelope.SignedBytes, cancellationToken).ConfigureAwait(false);
        return new SigstoreBundle { KeyHint = signer.PublicKey.Hint, Envelope = envelope with { Signatures = [new EnvelopeSignature(signature)] } };
    }

    /// <summary>
    /// Whether the statement is signed by a key. A bundle with a certificate never is: who trusts a key asked for a key. What its logs and timestamps say is not looked at.
    /// </summary>
    /// <param name="key">The public key.</param>
    public bool IsSignedBy(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Certificate.IsEmpty
            && Envelope.PayloadType == EvidenceTypes.Statement
            && Envelope.Signatures is [{ KeyId: null } signature]
            && key.Verify(Envelope.SignedBytes.Span, signature.Signature.Span);
    }

    /// <summary>The canonical JSON document.</summary>
    public ReadOnlyMemory<byte> ToBytes() => SigstoreBundleJson.Write(this);
}
