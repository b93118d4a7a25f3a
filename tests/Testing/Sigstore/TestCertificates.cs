using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Wolfi.Testing.Sigstore;

/// <summary>An authority that gives certificates to signers, as Fulcio does, with a log of certificates.</summary>
public sealed class TestCertificates : IDisposable
{
    /// <summary>Since when authorities are valid.</summary>
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Until when.</summary>
    public static readonly DateTimeOffset End = new(2034, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Fulcio = "1.3.6.1.4.1.57264.1.";

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _certificate;

    /// <summary>Makes it.</summary>
    /// <param name="end">Until when the intermediate certificate is valid.</param>
    public TestCertificates(DateTimeOffset? end = null)
    {
        _root = Root("CN=Test CA root", _rootKey);
        CertificateRequest request = new("CN=Test CA", _key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), Start, end ?? End, [2]);
    }

    /// <summary>The log of certificates.</summary>
    public TestLog Log { get; } = new("https://ct.test");

    /// <summary>A self-signed certificate of an authority.</summary>
    public static X509Certificate2 Root(string name, ECDsa key)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(Start, End);
    }

    /// <summary>A CertificateAuthority of a trusted root.</summary>
    public static JsonObject Authority(string url, params X509Certificate2[] chain) => new()
    {
        ["subject"] = new JsonObject { ["organization"] = "test", ["commonName"] = "test" },
        ["uri"] = url,
        ["certChain"] = new JsonObject { ["certificates"] = new JsonArray([.. chain.Select(one => new JsonObject { ["rawBytes"] = Convert.ToBase64String(one.RawData) })]) },
        ["validFor"] = new JsonObject { ["start"] = "2024-01-01T00:00:00Z" },
    };

    /// <summary>A CertificateAuthority of a trusted root.</summary>
    public JsonObject Authority() => Authority("https://ca.test", _certificate, _root);

    /// <summary>A certificate for a key.</summary>
    public byte[] Issue(ECDsa key, TestSigner signer)
    {
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = 1;
        CertificateRequest request = new(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (signer.Use is { } use)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        }

        if (signer.Names.Length > 0)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", Names(signer), critical: true));
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        AddTexts(request, signer);
        byte[] before = Create();
        if (signer.HasLogProof)
        {
            AsnWriter octets = new(AsnEncodingRules.DER);
            octets.WriteOctetString(LogProof(before, signer));
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.11129.2.4.2", octets.Encode(), critical: false));
        }

        return Create();

        byte[] Create()
        {
            using X509Certificate2 made = request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), signer.Time, signer.Time.AddMinutes(10), serial);
            return made.RawData;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _certificate.Dispose();
        _rootKey.Dispose();
        _key.Dispose();
        Log.Dispose();
    }

    private static byte[] Names(TestSigner signer)
    {
        AsnWriter names = new(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            foreach (string name in signer.Names)
            {
                if (name.StartsWith("user:", StringComparison.Ordinal))
                {
                    using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    {
                        names.WriteObjectIdentifier(Fulcio + "7");
                        using (names.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                        {
                            names.WriteCharacterString(UniversalTagNumber.UTF8String, name["user:".Length..]);
                        }
                    }
                }
                else
                {
                    int tag = name.StartsWith("dns:", StringComparison.Ordinal) ? 2 : name.Contains('@', StringComparison.Ordinal) && !name.Contains("://", StringComparison.Ordinal) ? 1 : 6;
                    names.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, tag));
                }
            }
        }

        return names.Encode();
    }

    private static void AddTexts(CertificateRequest request, TestSigner signer)
    {
        if (signer.OlderIssuer is { } older)
        {
            request.CertificateExtensions.Add(new X509Extension(Fulcio + "1", Encoding.UTF8.GetBytes(older), critical: false));
        }

        foreach ((string oid, string? text) in new[] { ("8", signer.Issuer), ("9", signer.BuildSigner), ("11", signer.Runner), ("12", signer.Repository), ("13", signer.Commit), ("14", signer.Reference) })
        {
            if (text is not null)
            {
                AsnWriter writer = new(AsnEncodingRules.DER);
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
                request.CertificateExtensions.Add(new X509Extension(Fulcio + oid, writer.Encode(), critical: false));
            }
        }
    }

    // RFC 6962, section 3.2.
    private byte[] LogProof(byte[] certificate, TestSigner signer)
    {
        byte[] body = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
        byte[] time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, signer.Time.ToUnixTimeMilliseconds());
        byte[] signed = [0, 0, .. time, 0, 1, .. SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body, 0, 0];
        byte[] signature = Log.Sign(signed);
        if (signer.HasWrongLogProof)
        {
            signature[^1] ^= 1;
        }

        byte[] proof = [0, .. Log.Id, .. time, 0, 0, 4, 3, 0, (byte)signature.Length, .. signature];
        return [(byte)((proof.Length + 2) >> 8), (byte)(proof.Length + 2), (byte)(proof.Length >> 8), (byte)proof.Length, .. proof];
    }
}
