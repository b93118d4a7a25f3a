using System.Collections.Immutable;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>Bundles in JSON.</summary>
internal static class SigstoreBundleJson
{
    public static SigstoreBundle Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("mediaType", "verificationMaterial", "dsseEnvelope", "messageSignature");
        string type = top.Require("mediaType").AsText();
        if (type != SigstoreBundle.MediaType)
        {
            throw top.Fault(EvidenceFault.Unsupported, $"is a '{Shown.Text(type)}' where '{SigstoreBundle.MediaType}' is read");
        }

        if (top.Find("dsseEnvelope") is not { } envelope || top.Find("messageSignature") is not null)
        {
            throw top.Fault(EvidenceFault.Unsupported, "holds no statement in an envelope");
        }

        return ReadMaterial(top.Require("verificationMaterial")) with { Envelope = ReadEnvelope(envelope) };
    });

    public static ReadOnlyMemory<byte> Write(SigstoreBundle bundle)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("mediaType", SigstoreBundle.MediaType);
        writer.Name("verificationMaterial");
        writer.StartObject();
        writer.Name(bundle.Certificate.IsEmpty ? "publicKey" : "certificate");
        writer.StartObject();
        if (bundle.Certificate.IsEmpty)
        {
            writer.Member("hint", bundle.KeyHint);
        }
        else
        {
            writer.Member("rawBytes", Convert.ToBase64String(bundle.Certificate.Span));
        }

        writer.EndObject();
        WriteProofs(writer, bundle);
        writer.EndObject();
        writer.Name("dsseEnvelope");
        writer.Json(bundle.Envelope.ToBytes().Span);
        writer.EndObject();
        return writer.Bytes;
    }

    private static SigstoreBundle ReadMaterial(JsonPart part)
    {
        part.AllowOnly("publicKey", "certificate", "x509CertificateChain", "tlogEntries", "timestampVerificationData");
        JsonPart? key = part.Find("publicKey");
        JsonPart? certificate = part.Find("certificate");
        if (part.Find("x509CertificateChain") is not null || key is null == certificate is null)
        {
            throw part.Fault(EvidenceFault.Unsupported, "names not exactly one key or leaf certificate");
        }

        key?.AllowOnly("hint");
        certificate?.AllowOnly("rawBytes");
        JsonPart? timestamps = part.Find("timestampVerificationData");
        timestamps?.AllowOnly("rfc3161Timestamps");
        return new SigstoreBundle
        {
            Envelope = new Envelope { PayloadType = "", Payload = default },
            KeyHint = key?.Text("hint"),
            Certificate = certificate?.Require("rawBytes") is { } raw ? raw.AsBytes() is { Length: > 0 } bytes ? bytes : throw raw.Fault("is empty") : default,
            LogEntries = [.. (part.Find("tlogEntries")?.Items(Limits.LogEntries) ?? []).Select(TransparencyLogEntryJson.Read)],
            Timestamps = ReadTimestamps(timestamps),
        };
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadTimestamps(JsonPart? part) =>
    [
        .. (part?.Find("rfc3161Timestamps")?.Items(Limits.BundleTimestamps) ?? []).Select(timestamp =>
        {
            timestamp.AllowOnly("signedTimestamp");
            return (ReadOnlyMemory<byte>)timestamp.Require("signedTimestamp").AsBytes();
        }),
    ];

    // cosign takes exactly one signature, and passes over one that names a key: what it would not see is not seen here either.
    private static Envelope ReadEnvelope(JsonPart part)
    {
        Envelope envelope = EnvelopeJson.Read(part);
        return envelope.Signatures is [var signature]
            ? string.IsNullOrEmpty(signature.KeyId)
                ? envelope with { Signatures = [signature with { KeyId = null }] }
                : throw part.Fault(EvidenceFault.Unsupported, "has a signature with a 'keyid'")
            : throw part.Fault(EvidenceFault.Unsupported, FormattableString.Invariant($"has {envelope.Signatures.Length} signatures where one is read"));
    }

    private static void WriteProofs(CanonicalJsonWriter writer, SigstoreBundle bundle)
    {
        if (!bundle.LogEntries.IsEmpty)
        {
            writer.Name("tlogEntries");
            writer.StartArray();
            foreach (TransparencyLogEntry entry in bundle.LogEntries)
            {
                TransparencyLogEntryJson.Write(writer, entry);
            }

            writer.EndArray();
        }

        if (!bundle.Timestamps.IsEmpty)
        {
            writer.Name("timestampVerificationData");
            writer.StartObject();
            writer.Name("rfc3161Timestamps");
            writer.StartArray();
            foreach (ReadOnlyMemory<byte> timestamp in bundle.Timestamps)
            {
                writer.StartObject();
                writer.Member("signedTimestamp", Convert.ToBase64String(timestamp.Span));
                writer.EndObject();
            }

            writer.EndArray();
            writer.EndObject();
        }
    }
}
