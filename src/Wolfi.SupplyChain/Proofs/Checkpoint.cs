using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>What a log says of its tree, as a signed note (C2SP, signed-note.md and tlog-checkpoint.md).</summary>
internal sealed record Checkpoint
{
    private const int KeyHintBytes = 4;
    private const byte Ed25519Algorithm = 1;
    private const string SignaturePrefix = "\u2014 ";

    /// <summary>Which log, or which tree of it.</summary>
    public required string Origin { get; init; }

    /// <summary>Entries of the tree.</summary>
    public required long Size { get; init; }

    /// <summary>Hash of its root.</summary>
    public required ReadOnlyMemory<byte> RootHash { get; init; }

    private byte[] SignedBytes { get; init; } = [];

    private ImmutableArray<(string Name, byte[] Hint, byte[] Signature)> Signatures { get; init; } = [];

    /// <summary>Reads a checkpoint; null where it is none.</summary>
    public static Checkpoint? Read(string note)
    {
        // Note and signatures are parted by the last empty line; the note ends with the line feed before it.
        int end = note.Length > Limits.CheckpointCharacters ? -1 : note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || note[^1] != '\n' || end + 2 == note.Length)
        {
            return null;
        }

        string[] lines = note[..end].Split('\n');
        return lines.Length >= 3
            && lines[0].Length > 0
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            && size.ToString(CultureInfo.InvariantCulture) == lines[1]
            && Base64(lines[2]) is { Length: SHA256.HashSizeInBytes } root
            && ReadSignatures(note[(end + 2)..]) is { } signatures
            ? new Checkpoint { Origin = lines[0], Size = size, RootHash = root, SignedBytes = Encoding.UTF8.GetBytes(note[..(end + 1)]), Signatures = signatures }
            : null;
    }

    /// <summary>Whether the log signed it. Others may have signed beside it: witnesses.</summary>
    public bool IsSignedBy(TrustedLog log) => Signatures.Any(signature => IsHint(log, signature.Name, signature.Hint) && log.Key.Verify(SignedBytes, signature.Signature));

    // ECDSA keys are named by their SHA-256, Ed25519 keys together with the log's name; the document may name them itself.
    private static bool IsHint(TrustedLog log, string name, ReadOnlySpan<byte> hint) =>
        log.KeyId.Span.StartsWith(hint)
        || log.CheckpointKeyId.Span.StartsWith(hint)
        || SHA256.HashData(log.Key.IsEd25519 ? [.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Algorithm, .. log.Key.RawKey.Span] : log.Key.SubjectPublicKeyInfo.Span).AsSpan().StartsWith(hint);

    private static ImmutableArray<(string Name, byte[] Hint, byte[] Signature)>? ReadSignatures(string text)
    {
        string[] lines = text[..^1].Split('\n', Limits.CheckpointSignatures + 1);
        List<(string Name, byte[] Hint, byte[] Signature)> signatures = [];
        foreach (string line in lines)
        {
            int blank = line.LastIndexOf(' ');
            if (signatures.Count == Limits.CheckpointSignatures
                || !line.StartsWith(SignaturePrefix, StringComparison.Ordinal)
                || blank <= SignaturePrefix.Length
                || Base64(line[(blank + 1)..]) is not { Length: > KeyHintBytes } bytes)
            {
                return null;
            }

            signatures.Add((line[SignaturePrefix.Length..blank], bytes[..KeyHintBytes], bytes[KeyHintBytes..]));
        }

        return [.. signatures];
    }

    private static byte[]? Base64(string text)
    {
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int count) && Convert.ToBase64String(bytes.AsSpan(0, count)) == text ? bytes[..count] : null;
    }
}
