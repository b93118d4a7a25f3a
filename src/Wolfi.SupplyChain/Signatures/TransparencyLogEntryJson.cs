using System.Globalization;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>Log entries in proto3's JSON: 64-bit numbers are strings, which readers take as numbers too.</summary>
internal static class TransparencyLogEntryJson
{
    public static TransparencyLogEntry Read(JsonPart part)
    {
        part.AllowOnly("logIndex", "logId", "kindVersion", "integratedTime", "inclusionPromise", "inclusionProof", "canonicalizedBody");
        JsonPart kind = part.Require("kindVersion");
        kind.AllowOnly("kind", "version");
        JsonPart log = part.Require("logId");
        log.AllowOnly("keyId");
        JsonPart? promise = part.Find("inclusionPromise");
        promise?.AllowOnly("signedEntryTimestamp");
        return new TransparencyLogEntry
        {
            LogIndex = Number(part, "logIndex"),
            LogKeyId = log.Require("keyId").AsBytes(),
            Kind = kind.Require("kind").AsText(),
            KindVersion = kind.Require("version").AsText(),
            IntegratedTime = Number(part, "integratedTime"),
            SignedEntryTimestamp = promise?.Find("signedEntryTimestamp")?.AsBytes() ?? [],
            InclusionProof = ReadProof(part.Require("inclusionProof")),
            CanonicalizedBody = part.Require("canonicalizedBody").AsBytes(),
        };
    }

    public static void Write(CanonicalJsonWriter writer, TransparencyLogEntry entry)
    {
        writer.StartObject();
        writer.Member("logIndex", Text(entry.LogIndex));
        writer.Name("logId");
        writer.StartObject();
        writer.Member("keyId", Convert.ToBase64String(entry.LogKeyId.Span));
        writer.EndObject();
        writer.Name("kindVersion");
        writer.StartObject();
        writer.Member("kind", entry.Kind);
        writer.Member("version", entry.KindVersion);
        writer.EndObject();
        writer.Member("integratedTime", entry.IntegratedTime == 0 ? null : Text(entry.IntegratedTime));
        if (!entry.SignedEntryTimestamp.IsEmpty)
        {
            writer.Name("inclusionPromise");
            writer.StartObject();
            writer.Member("signedEntryTimestamp", Convert.ToBase64String(entry.SignedEntryTimestamp.Span));
            writer.EndObject();
        }

        writer.Name("inclusionProof");
        Write(writer, entry.InclusionProof);
        writer.Member("canonicalizedBody", Convert.ToBase64String(entry.CanonicalizedBody.Span));
        writer.EndObject();
    }

    private static InclusionProof ReadProof(JsonPart part)
    {
        part.AllowOnly("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
        JsonPart checkpoint = part.Require("checkpoint");
        checkpoint.AllowOnly("envelope");
        return new InclusionProof
        {
            LogIndex = Number(part, "logIndex"),
            RootHash = part.Require("rootHash").AsBytes(),
            TreeSize = Number(part, "treeSize"),
            Hashes = [.. (part.Find("hashes")?.Items(Limits.ProofHashes) ?? []).Select(hash => (ReadOnlyMemory<byte>)hash.AsBytes())],
            Checkpoint = checkpoint.Require("envelope").AsText(),
        };
    }

    private static void Write(CanonicalJsonWriter writer, InclusionProof proof)
    {
        writer.StartObject();
        writer.Member("logIndex", Text(proof.LogIndex));
        writer.Member("rootHash", Convert.ToBase64String(proof.RootHash.Span));
        writer.Member("treeSize", Text(proof.TreeSize));
        writer.Name("hashes");
        writer.StartArray();
        foreach (ReadOnlyMemory<byte> hash in proof.Hashes)
        {
            writer.String(Convert.ToBase64String(hash.Span));
        }

        writer.EndArray();
        writer.Name("checkpoint");
        writer.StartObject();
        writer.Member("envelope", proof.Checkpoint);
        writer.EndObject();
        writer.EndObject();
    }

    // What is 0 may be absent.
    private static long Number(JsonPart part, string name)
    {
        if (part.Find(name) is not { } member)
        {
            return 0;
        }

        long value = !member.IsText ? member.AsNumber()
            : long.TryParse(member.AsText(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw member.Fault("is not a whole number of 64 bits");
        return value >= 0 ? value : throw member.Fault("is below zero");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
