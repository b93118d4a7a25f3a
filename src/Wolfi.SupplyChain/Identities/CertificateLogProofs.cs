using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Identities;

/// <summary>Signed certificate timestamps inside of a certificate: that it is in a log of certificates (RFC 6962, section 3).</summary>
internal static class CertificateLogProofs
{
    private const int MostProofs = 32;
    private const int LogIdBytes = 32;
    private const byte Sha256 = 4;
    private const byte Rsa = 1;
    private const byte Ecdsa = 3;

    /// <summary>Why the certificate is in no log of the trusted root; null where it is in one.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="issuer">The DER certificate of who issued it.</param>
    /// <param name="logs">The logs.</param>
    public static string? FaultOf(CheckedCertificate certificate, ReadOnlyMemory<byte> issuer, ImmutableArray<TrustedLog> logs)
    {
        if (certificate.LogProofs.IsEmpty)
        {
            return "it holds no proof (SCT) that it is in a log of certificates";
        }

        if (Read(certificate.LogProofs.Span) is not { Count: > 0 } proofs)
        {
            return "its list of log proofs (SCT) is damaged";
        }

        byte[] issuerKey = SHA256.HashData(CertificateBody.Read(issuer).SubjectPublicKeyInfo.Span);
        string why = "no log of the trusted root made its proof (SCT) that it is in a log of certificates";
        foreach (Proof proof in proofs)
        {
            foreach (TrustedLog log in logs.Where(log => log.IsNamed(proof.LogId)))
            {
                if (!log.Key.VerifySha256(SignedBytes(proof, issuerKey, certificate.Body.WithoutLogProofs.Span), proof.Signature))
                {
                    why = $"its proof (SCT) is not one that the log '{Shown.Text(log.BaseUrl)}' made of it";
                }
                else if (!log.ValidFor.Contains(proof.Time))
                {
                    why = $"the log '{Shown.Text(log.BaseUrl)}' was not trusted when it made its proof (SCT), at {Times.Text(proof.Time)}";
                }
                else
                {
                    return null;
                }
            }
        }

        return why;
    }

    private static List<Proof>? Read(ReadOnlySpan<byte> list)
    {
        if (!Take(ref list, out ReadOnlySpan<byte> items) || !list.IsEmpty)
        {
            return null;
        }

        List<Proof> proofs = [];
        while (!items.IsEmpty)
        {
            if (proofs.Count == MostProofs || !Take(ref items, out ReadOnlySpan<byte> item) || item.IsEmpty)
            {
                return null;
            }

            // Versions that are not known are passed over, as the specification wants it.
            if (item[0] != 0)
            {
                continue;
            }

            if (ReadOne(item[1..]) is not { } proof)
            {
                return null;
            }

            proofs.Add(proof);
        }

        return proofs;
    }

    private static Proof? ReadOne(ReadOnlySpan<byte> item)
    {
        const int timeBytes = 8;
        if (item.Length < LogIdBytes + timeBytes)
        {
            return null;
        }

        byte[] id = item[..LogIdBytes].ToArray();
        ulong milliseconds = BinaryPrimitives.ReadUInt64BigEndian(item[LogIdBytes..]);
        item = item[(LogIdBytes + timeBytes)..];
        if (milliseconds >= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() || !Take(ref item, out ReadOnlySpan<byte> extensions) || item.Length < 2 || item[0] != Sha256 || item[1] is not (Ecdsa or Rsa))
        {
            return null;
        }

        item = item[2..];
        return Take(ref item, out ReadOnlySpan<byte> signature) && item.IsEmpty ? new Proof(id, milliseconds, extensions.ToArray(), signature.ToArray()) : null;
    }

    // digitally-signed struct of section 3.2, for a precertificate.
    private static byte[] SignedBytes(Proof proof, ReadOnlySpan<byte> issuerKey, ReadOnlySpan<byte> body)
    {
        byte[] bytes = new byte[2 + 8 + 2 + issuerKey.Length + 3 + body.Length + 2 + proof.Extensions.Length];
        Span<byte> rest = bytes.AsSpan(2);
        BinaryPrimitives.WriteUInt64BigEndian(rest, proof.Milliseconds);
        BinaryPrimitives.WriteUInt16BigEndian(rest[8..], 1);
        rest = rest[10..];
        issuerKey.CopyTo(rest);
        rest = rest[issuerKey.Length..];
        rest[0] = (byte)(body.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)body.Length);
        body.CopyTo(rest[3..]);
        rest = rest[(3 + body.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)proof.Extensions.Length);
        proof.Extensions.CopyTo(rest[2..]);
        return bytes;
    }

    // opaque<0..2^16-1> of TLS.
    private static bool Take(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bytes) is var length && bytes.Length - 2 < length)
        {
            return false;
        }

        taken = bytes.Slice(2, length);
        bytes = bytes[(2 + length)..];
        return true;
    }

    private sealed record Proof(byte[] LogId, ulong Milliseconds, byte[] Extensions, byte[] Signature)
    {
        public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds((long)Milliseconds);
    }
}
