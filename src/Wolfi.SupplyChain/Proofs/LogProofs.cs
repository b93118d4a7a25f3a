using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>Proofs that a signature stands in a transparency log of a trusted root, and since when.</summary>
internal static class LogProofs
{
    private const long LastTime = 253_402_300_799;

    /// <summary>Verifies the entries of logs that are trusted. Those of others are no proof, and are passed over.</summary>
    /// <returns>The logs that hold the signature, with the time that each promised; null where it promised none.</returns>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.Unproved"/> or another: an entry says that it is of a trusted log, and is not, or is about something else.</exception>
    public static ImmutableArray<(TrustedLog Log, DateTimeOffset? Time)> Verify(SigstoreBundle bundle, SignedEntry signed, TrustedRoot root, string name)
    {
        ImmutableArray<(TrustedLog Log, DateTimeOffset? Time)>.Builder proved = ImmutableArray.CreateBuilder<(TrustedLog, DateTimeOffset?)>();
        foreach (TransparencyLogEntry entry in bundle.LogEntries)
        {
            TrustedLog[] logs = [.. root.Logs.Where(log => log.IsNamed(entry.LogKeyId.Span))];
            if (logs.Length > 0)
            {
                LogEntryBody.Demand(entry, signed, $"{name}, in the entry {entry.LogIndex.ToString(CultureInfo.InvariantCulture)} of a log,");
                proved.Add(Verify(entry, logs, name));
            }
        }

        return proved.ToImmutable();
    }

    private static (TrustedLog Log, DateTimeOffset? Time) Verify(TransparencyLogEntry entry, TrustedLog[] logs, string name)
    {
        string shown = Shown.Text(logs[0].BaseUrl);
        InclusionProof proof = entry.InclusionProof;
        Checkpoint checkpoint = Checkpoint.Read(proof.Checkpoint) ?? throw Fault($"{name} holds no checkpoint of the log '{shown}'");
        if (logs.FirstOrDefault(checkpoint.IsSignedBy) is not { } log)
        {
            throw logs.Any(known => known.Key.IsUsable)
                ? Fault($"{name} holds a checkpoint that the log '{shown}' did not sign")
                : new EvidenceException(EvidenceFault.Unsupported, $"{name} is in the log '{shown}', whose kind of key is not verified here.");
        }

        if (checkpoint.Size != proof.TreeSize || !checkpoint.RootHash.Span.SequenceEqual(proof.RootHash.Span))
        {
            throw Fault($"{name} holds a checkpoint of the log '{shown}' that is of another tree");
        }

        if (MerkleTree.RootOf(entry.CanonicalizedBody.Span, proof.LogIndex, proof.TreeSize, proof.Hashes) is not { } rootHash || !rootHash.AsSpan().SequenceEqual(checkpoint.RootHash.Span))
        {
            throw Fault($"{name} holds a proof that does not lead from its entry to the tree of the log '{shown}'");
        }

        DateTimeOffset? time = PromisedTime(entry, log, name);
        return time is { } at && !log.ValidFor.Contains(at)
            ? throw Fault($"{name} was logged at {Times.Text(at)}, when the log '{shown}' was not trusted")
            : (log, time);
    }

    // Without the log's promise its time is what anybody may have written.
    private static DateTimeOffset? PromisedTime(TransparencyLogEntry entry, TrustedLog log, string name)
    {
        if (entry.SignedEntryTimestamp.IsEmpty)
        {
            return null;
        }

        // RFC 8785: members by name, base64 and digits as they are.
        byte[] promise = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"body\":\"{Convert.ToBase64String(entry.CanonicalizedBody.Span)}\",\"integratedTime\":{entry.IntegratedTime},\"logID\":\"{Convert.ToHexStringLower(entry.LogKeyId.Span)}\",\"logIndex\":{entry.LogIndex}}}"));
        return log.Key.Verify(promise, entry.SignedEntryTimestamp.Span) && entry.IntegratedTime is > 0 and <= LastTime
            ? DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime)
            : throw Fault($"{name} holds a promise (SET) that the log '{Shown.Text(log.BaseUrl)}' did not make of its entry");
    }

    private static EvidenceException Fault(string what) => new(EvidenceFault.Unproved, $"{what}.");
}
