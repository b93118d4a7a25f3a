using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Wolfi.SupplyChain.Envelopes;

/// <summary>A payload with signatures that cover its type as well (DSSE, envelope.md and protocol.md, version 1.0). Without signatures it proves nothing: it is the form only.</summary>
public sealed record Envelope
{
    /// <summary>Media type of the payload.</summary>
    public required string PayloadType { get; init; }

    /// <summary>The payload.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The signatures; none until somebody signs.</summary>
    public ImmutableArray<EnvelopeSignature> Signatures { get; init; } = [];

    /// <summary>What signatures are of: the pre-authentication encoding of type and payload.</summary>
    public ReadOnlyMemory<byte> SignedBytes
    {
        get
        {
            int type = Encoding.UTF8.GetByteCount(PayloadType);
            string head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type} {PayloadType} {Payload.Length} ");
            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(head) + Payload.Length];
            Payload.Span.CopyTo(bytes.AsSpan(Encoding.UTF8.GetBytes(head, bytes)));
            return bytes;
        }
    }

    /// <summary>An envelope around an in-toto statement.</summary>
    /// <param name="statement">The statement's bytes.</param>
    public static Envelope OfStatement(ReadOnlyMemory<byte> statement) => new() { PayloadType = EvidenceTypes.Statement, Payload = statement };

    /// <summary>Reads an envelope from JSON. It is strict: standard padded base64, no member that is not known.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, too large, or has members that are not known.</exception>
    public static Envelope Read(ReadOnlyMemory<byte> bytes, string name) => EnvelopeJson.Read(bytes, name);

    /// <summary>The canonical JSON document.</summary>
    public ReadOnlyMemory<byte> ToBytes() => EnvelopeJson.Write(this);

    /// <summary>Whether one of its signatures counts for the verifier; never for an envelope without signatures.</summary>
    /// <param name="verifier">Whose signatures count.</param>
    public bool IsSignedFor(IEnvelopeVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ReadOnlyMemory<byte> signed = SignedBytes;
        return Signatures.Any(signature => verifier.Verify(signature, signed.Span));
    }
}
