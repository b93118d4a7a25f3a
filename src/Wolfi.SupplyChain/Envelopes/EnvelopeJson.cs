using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Envelopes;

/// <summary>Envelopes in JSON.</summary>
internal static class EnvelopeJson
{
    public static Envelope Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, Read);

    public static Envelope Read(JsonPart part)
    {
        part.AllowOnly("payload", "payloadType", "signatures");
        JsonPart type = part.Require("payloadType");
        return new Envelope
        {
            PayloadType = type.AsText() is { Length: > 0 and <= Limits.MediaType } text ? text : throw type.Fault("is no media type"),
            Payload = part.Require("payload").AsBytes(),
            Signatures = [.. part.Require("signatures").Items(Limits.EnvelopeSignatures).Select(ReadSignature)],
        };
    }

    public static ReadOnlyMemory<byte> Write(Envelope envelope)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("payload", Convert.ToBase64String(envelope.Payload.Span));
        writer.Member("payloadType", envelope.PayloadType);
        writer.Name("signatures");
        writer.StartArray();
        foreach (EnvelopeSignature signature in envelope.Signatures)
        {
            writer.StartObject();
            writer.Member("sig", Convert.ToBase64String(signature.Signature.Span));
            writer.Member("keyid", signature.KeyId);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
        return writer.Bytes;
    }

    private static EnvelopeSignature ReadSignature(JsonPart part)
    {
        part.AllowOnly("sig", "keyid");
        JsonPart bytes = part.Require("sig");
        return bytes.AsBytes() is { Length: > 0 } signature ? new EnvelopeSignature(signature, part.Text("keyid")) : throw bytes.Fault("is empty");
    }
}
