using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.SupplyChain.Sigstore;

/// <summary>
/// What is said to a transparency log, and what it answers: Rekor's API of version 1 (<c>/api/v1/log/entries</c>, kind <c>dsse</c>) and of version 2
/// (<c>/api/v2/log/entries</c>, kind <c>hashedrekord</c> over the envelope's signed bytes).
/// </summary>
public static class LogMessages
{
    private const string KeyDetails = "PKIX_ECDSA_P256_SHA_256";

    /// <summary>Asks a log of version 1 for an entry.</summary>
    /// <param name="signature">What it is about.</param>
    public static ReadOnlyMemory<byte> RequestV1(LoggedSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("apiVersion", LogBodies.DsseVersion);
        writer.Member("kind", LogBodies.Dsse);
        writer.Name("spec");
        writer.StartObject();
        writer.Name("proposedContent");
        writer.StartObject();
        writer.Member("envelope", Encoding.UTF8.GetString(signature.Envelope.ToBytes().Span));
        writer.Member("verifiers", ImmutableArray.Create(Convert.ToBase64String(signature.VerifierPem)));
        writer.EndObject();
        writer.EndObject();
        writer.EndObject();
        return writer.Bytes;
    }

    /// <summary>Asks a log of version 2 for an entry.</summary>
    /// <param name="signature">What it is about.</param>
    public static ReadOnlyMemory<byte> RequestV2(LoggedSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Name("hashedRekordRequestV002");
        writer.StartObject();
        writer.Member("digest", Convert.ToBase64String(signature.SignedDigest));
        writer.Name("signature");
        writer.StartObject();
        writer.Member("content", Convert.ToBase64String(signature.Signature.Span));
        writer.Name("verifier");
        writer.StartObject();
        writer.Member("keyDetails", KeyDetails);
        writer.Name(LogBodies.VerifierName(signature));
        writer.StartObject();
        writer.Member("rawBytes", Convert.ToBase64String(signature.VerifierBytes.Span));
        writer.EndObject();
        writer.EndObject();
        writer.EndObject();
        writer.EndObject();
        writer.EndObject();
        return writer.Bytes;
    }

    /// <summary>Reads the answer of a log of version 1: one entry, which must be about this signature.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="signature">What was logged.</param>
    /// <exception cref="EvidenceException">It is damaged, or about something else.</exception>
    public static TransparencyLogEntry ReadV1(ReadOnlyMemory<byte> bytes, string name, LoggedSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        TransparencyLogEntry entry = JsonPart.Read(bytes, name, top =>
            top.Members(1).Select(member => ReadV1(member.Value)).FirstOrDefault() ?? throw top.Fault("holds no entry"));
        LogBodies.DemandDsse(entry.CanonicalizedBody, $"The entry in {Lower(name)}", signature);
        return entry;
    }

    /// <summary>Reads the answer of a log of version 2: an entry, which must be about this signature.</summary>
    /// <param name="bytes">The answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="signature">What was logged.</param>
    /// <exception cref="EvidenceException">It is damaged, or about something else.</exception>
    public static TransparencyLogEntry ReadV2(ReadOnlyMemory<byte> bytes, string name, LoggedSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        TransparencyLogEntry entry = TransparencyLogEntry.Read(bytes, name);
        if (entry.Kind != LogBodies.HashedRekord || entry.KindVersion != LogBodies.HashedRekordVersion)
        {
            throw new EvidenceException(EvidenceFault.WrongSubject, $"{name} is an entry of the kind '{Shown.Text(entry.Kind)}' {Shown.Text(entry.KindVersion)}, not of the one that was asked for.");
        }

        LogBodies.DemandHashedRekord(entry.CanonicalizedBody, $"The entry in {Lower(name)}", signature);
        return entry;
    }

    // Version 1 writes numbers as numbers, and hashes in hexadecimal.
    private static TransparencyLogEntry ReadV1(JsonPart part)
    {
        part.AllowOnly("body", "integratedTime", "logID", "logIndex", "verification", "attestation");
        JsonPart verification = part.Require("verification");
        verification.AllowOnly("signedEntryTimestamp", "inclusionProof");
        JsonPart proof = verification.Require("inclusionProof");
        proof.AllowOnly("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
        return new TransparencyLogEntry
        {
            LogIndex = Number(part.Require("logIndex")),
            LogKeyId = Hex(part.Require("logID")),
            Kind = LogBodies.Dsse,
            KindVersion = LogBodies.DsseVersion,
            IntegratedTime = Number(part.Require("integratedTime")),
            SignedEntryTimestamp = verification.Require("signedEntryTimestamp").AsBytes(),
            CanonicalizedBody = part.Require("body").AsBytes(),
            InclusionProof = new InclusionProof
            {
                LogIndex = Number(proof.Require("logIndex")),
                RootHash = Hex(proof.Require("rootHash")),
                TreeSize = Number(proof.Require("treeSize")),
                Hashes = [.. (proof.Find("hashes")?.Items(Limits.ProofHashes) ?? []).Select(hash => (ReadOnlyMemory<byte>)Hex(hash))],
                Checkpoint = proof.Require("checkpoint").AsText(),
            },
        };
    }

    private static long Number(JsonPart part) => part.AsNumber() is >= 0 and var number ? number : throw part.Fault("is below zero");

    private static byte[] Hex(JsonPart part)
    {
        string text = part.AsText();
        return text.Length == 64 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : throw part.Fault("is no SHA-256 in hexadecimal");
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
