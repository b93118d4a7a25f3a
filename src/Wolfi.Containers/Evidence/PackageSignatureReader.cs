using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Reads who signed a NuGet package: the signed data (CMS, RFC 5652) of its <c>.signature.p7s</c>, primary signature and the repository's countersignature.
/// A signer counts only where the signature is sound and names the package's content; certificates' chains are not judged.
/// </summary>
internal static class PackageSignatureReader
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string Countersignature = "1.2.840.113549.1.9.6";
    private const string Commitment = "1.2.840.113549.1.9.16.2.16";
    private const string ProofOfOrigin = "1.2.840.113549.1.9.16.6.1";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const string Sha512 = "2.16.840.1.101.3.4.2.3";

    private static readonly Asn1Tag s_first = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_second = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Reads the signers.</summary>
    /// <param name="signature">The signature's bytes.</param>
    /// <param name="sha256">SHA-256 of the package's content, lower-case hexadecimal.</param>
    /// <param name="sha512">SHA-512 of it.</param>
    /// <exception cref="FormatException">The signature is damaged, or of other content; the message is the rest of a sentence about it.</exception>
    public static ImmutableArray<PackageSigner> Read(ReadOnlyMemory<byte> signature, string sha256, string sha512)
    {
        try
        {
            AsnReader top = new AsnReader(signature, AsnEncodingRules.BER).ReadSequence();
            if (top.ReadObjectIdentifier() != SignedData)
            {
                throw new FormatException("it is no signed data");
            }

            AsnReader data = top.ReadSequence(s_first).ReadSequence();
            data.ReadInteger();
            data.ReadSetOf();
            AsnReader content = data.ReadSequence();
            content.ReadObjectIdentifier();
            byte[] signed = content.ReadSequence(s_first).ReadOctetString();
            RequireContent(Encoding.UTF8.GetString(signed), sha256, sha512);
            List<X509Certificate2> certificates = data.HasData && data.PeekTag().HasSameClassAndValue(s_first) ? ReadCertificates(data.ReadSetOf(s_first)) : [];
            if (data.PeekTag().HasSameClassAndValue(s_second))
            {
                data.ReadEncodedValue();
            }

            ImmutableArray<PackageSigner>.Builder signers = ImmutableArray.CreateBuilder<PackageSigner>();
            AsnReader infos = data.ReadSetOf();
            while (infos.HasData)
            {
                ReadSigner(infos.ReadSequence(), signed, certificates, signers, depth: 0);
            }

            return signers.ToImmutable();
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new FormatException("it is damaged", e);
        }
    }

    // "Version:1", then for each algorithm "OID-Hash:BASE64".
    private static void RequireContent(string text, string sha256, string sha512)
    {
        foreach (string line in text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string? expected = line.Split(':')[0] switch
            {
                Sha256 + "-Hash" => sha256,
                Sha512 + "-Hash" => sha512,
                _ => null,
            };
            if (expected is not null)
            {
                byte[] named = new byte[64];
                if (!Convert.TryFromBase64String(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], named, out int count) || Convert.ToHexStringLower(named.AsSpan(0, count)) != expected)
                {
                    throw new FormatException("it is of other content");
                }

                return;
            }
        }

        throw new FormatException("it names no hash that is known here");
    }

    private static List<X509Certificate2> ReadCertificates(AsnReader set)
    {
        List<X509Certificate2> certificates = [];
        while (set.HasData)
        {
            certificates.Add(X509CertificateLoader.LoadCertificate(set.ReadEncodedValue().Span));
        }

        return certificates;
    }

    private static void ReadSigner(AsnReader info, byte[] signed, List<X509Certificate2> certificates, ImmutableArray<PackageSigner>.Builder signers, int depth)
    {
        info.ReadInteger();
        X509Certificate2 certificate = FindCertificate(info, certificates);
        HashAlgorithmName algorithm = Algorithm(info.ReadSequence().ReadObjectIdentifier());
        byte[] attributes = info.ReadEncodedValue().ToArray();
        if (attributes[0] != 0xA0)
        {
            throw new FormatException("it signs no attributes");
        }

        // They are signed as the set that they are, not under their place's tag.
        attributes[0] = 0x31;
        (byte[]? digest, bool isAuthor) = ReadAttributes(new AsnReader(attributes, AsnEncodingRules.BER).ReadSetOf());
        info.ReadSequence();
        byte[] signature = info.ReadOctetString();
        using RSA? key = certificate.GetRSAPublicKey();
        if (key is null || digest is null
            || !digest.AsSpan().SequenceEqual(CryptographicOperations.HashData(algorithm, signed))
            || !key.VerifyData(attributes, signature, algorithm, RSASignaturePadding.Pkcs1))
        {
            throw new FormatException("it does not fit what it signs");
        }

        signers.Add(new PackageSigner(isAuthor, certificate.Subject, Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))));
        if (depth == 0 && info.HasData)
        {
            ReadCountersignatures(info.ReadSetOf(s_second), signature, certificates, signers);
        }
    }

    private static void ReadCountersignatures(AsnReader unsigned, byte[] signature, List<X509Certificate2> certificates, ImmutableArray<PackageSigner>.Builder signers)
    {
        while (unsigned.HasData)
        {
            AsnReader attribute = unsigned.ReadSequence();
            if (attribute.ReadObjectIdentifier() == Countersignature)
            {
                AsnReader values = attribute.ReadSetOf();
                while (values.HasData)
                {
                    ReadSigner(values.ReadSequence(), signature, certificates, signers, depth: 1);
                }
            }
        }
    }

    private static X509Certificate2 FindCertificate(AsnReader info, List<X509Certificate2> certificates)
    {
        if (info.PeekTag().HasSameClassAndValue(s_first))
        {
            byte[] identifier = info.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
            return certificates.Find(certificate => certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(extension => extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier)))
                ?? throw new FormatException("it lacks its signer's certificate");
        }

        AsnReader name = info.ReadSequence();
        ReadOnlyMemory<byte> issuer = name.ReadEncodedValue();
        ReadOnlyMemory<byte> serial = name.ReadIntegerBytes();
        return certificates.Find(certificate => certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span) && certificate.SerialNumberBytes.Span.SequenceEqual(serial.Span))
            ?? throw new FormatException("it lacks its signer's certificate");
    }

    private static (byte[]? Digest, bool IsAuthor) ReadAttributes(AsnReader set)
    {
        byte[]? digest = null;
        bool isAuthor = false;
        while (set.HasData)
        {
            AsnReader attribute = set.ReadSequence();
            string id = attribute.ReadObjectIdentifier();
            AsnReader values = attribute.ReadSetOf();
            if (id == MessageDigest)
            {
                digest = values.ReadOctetString();
            }
            else if (id == Commitment)
            {
                isAuthor = values.ReadSequence().ReadObjectIdentifier() == ProofOfOrigin;
            }
        }

        return (digest, isAuthor);
    }

    private static HashAlgorithmName Algorithm(string id) => id switch
    {
        Sha256 => HashAlgorithmName.SHA256,
        Sha384 => HashAlgorithmName.SHA384,
        Sha512 => HashAlgorithmName.SHA512,
        _ => throw new FormatException("it uses a hash that packages don't"),
    };
}
