using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>Timestamps (RFC 3161) over a signature, by authorities of a trusted root.</summary>
internal static class TimestampProofs
{
    private static readonly string[] Hashes = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>The times that authorities of the trusted root attest; and why the others don't count.</summary>
    /// <param name="timestamps">DER TimeStampResp answers.</param>
    /// <param name="signature">The signature's bytes.</param>
    /// <param name="root">Whom to trust.</param>
    public static (ImmutableArray<(TrustedAuthority Authority, DateTimeOffset Time)> Proved, ImmutableArray<string> Faults) Verify(
        ImmutableArray<ReadOnlyMemory<byte>> timestamps, ReadOnlyMemory<byte> signature, TrustedRoot root)
    {
        ImmutableArray<(TrustedAuthority, DateTimeOffset)>.Builder proved = ImmutableArray.CreateBuilder<(TrustedAuthority, DateTimeOffset)>();
        ImmutableArray<string>.Builder faults = ImmutableArray.CreateBuilder<string>();
        foreach (ReadOnlyMemory<byte> timestamp in timestamps)
        {
            try
            {
                proved.Add(Verify(timestamp, signature, root));
            }
            catch (EvidenceException e)
            {
                faults.Add(e.Message.TrimEnd('.'));
            }
            catch (Exception e) when (e is AsnContentException || Curves.IsRefusal(e))
            {
                faults.Add("its timestamp is damaged");
            }
        }

        return (proved.ToImmutable(), faults.ToImmutable());
    }

    private static (TrustedAuthority Authority, DateTimeOffset Time) Verify(ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> signature, TrustedRoot root)
    {
        Rfc3161TimestampToken token = Token(answer);
        DateTimeOffset time = token.TokenInfo.Timestamp;
        X509Certificate2Collection candidates = [.. root.TimestampAuthorities.SelectMany(authority => authority.Certificates).Select(der => X509CertificateLoader.LoadCertificate(der.Span))];
        try
        {
            // Among the checks of the framework: one signer, whose certificate is for timestamps alone, and named by the signed attributes.
            if (!Hashes.Contains(token.TokenInfo.HashAlgorithmId.Value) || !token.VerifySignatureForData(signature.Span, out X509Certificate2? signer, candidates))
            {
                throw Fault("its timestamp is of another signature, or nobody's");
            }

            string? why = null;
            foreach (TrustedAuthority authority in root.TimestampAuthorities)
            {
                (ReadOnlyMemory<byte>? issuer, string? fault) = CertificateChain.Find(signer, CertificateChain.TimeStamping, time, [authority]);
                if (issuer is not null && IsSigner(authority, signer))
                {
                    return (authority, time);
                }

                why = fault ?? why;
            }

            throw Fault($"its timestamp of {Times.Text(time)} is by no authority of the trusted root: of the authority's certificate, {why ?? "there is none"}");
        }
        finally
        {
            foreach (X509Certificate2 candidate in candidates)
            {
                candidate.Dispose();
            }
        }
    }

    // TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken OPTIONAL }
    private static Rfc3161TimestampToken Token(ReadOnlyMemory<byte> answer)
    {
        if (answer.Length > Limits.TimestampBytes)
        {
            throw Fault("its timestamp is too large");
        }

        AsnReader whole = new(answer, AsnEncodingRules.BER);
        AsnReader fields = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        bool isGranted = fields.ReadSequence().TryReadInt32(out int status) && status is 0 or 1;
        if (!isGranted || !fields.HasData)
        {
            throw Fault("its timestamp was not granted");
        }

        ReadOnlyMemory<byte> bytes = fields.ReadEncodedValue();
        fields.ThrowIfNotEmpty();
        return Rfc3161TimestampToken.TryDecode(bytes, out Rfc3161TimestampToken? token, out int read) && read == bytes.Length
            ? token
            : throw Fault("its timestamp is damaged, or by a certificate that is not for timestamps alone");
    }

    // A chain that begins with a certificate that is no authority's names who signs.
    private static bool IsSigner(TrustedAuthority authority, X509Certificate2 signer)
    {
        using X509Certificate2 first = X509CertificateLoader.LoadCertificate(authority.Certificates[0].Span);
        return first.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority) || signer.RawDataMemory.Span.SequenceEqual(first.RawDataMemory.Span);
    }

    private static EvidenceException Fault(string what) => new(EvidenceFault.Unproved, $"{what}.");
}
