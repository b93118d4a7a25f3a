using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Wolfi.Testing.Sigstore;

/// <summary>A timestamp authority (RFC 3161).</summary>
public sealed class TestTimestamps : IDisposable
{
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _certificate;

    /// <summary>Makes it.</summary>
    /// <param name="use">What its certificate is for.</param>
    public TestTimestamps(string use = "1.3.6.1.5.5.7.3.8")
    {
        _root = TestCertificates.Root("CN=Test TSA root", _rootKey);
        CertificateRequest request = new("CN=Test TSA", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using X509Certificate2 issued = request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), TestCertificates.Start, TestCertificates.End, [7]);
        _certificate = issued.CopyWithPrivateKey(_key);
    }

    /// <summary>A TimeStampResp over data.</summary>
    public byte[] Stamp(byte[] data, DateTimeOffset time) => StampHash(SHA256.HashData(data), time);

    /// <summary>A TimeStampResp over data of which the SHA-256 is known.</summary>
    public byte[] StampHash(byte[] hash, DateTimeOffset time)
    {
        SignedCms token = new(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), Info(hash, time)));
        CmsSigner signer = new(SubjectIdentifierType.IssuerAndSerialNumber, _certificate)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), CertificateHash()));
        token.ComputeSignature(signer);
        AsnWriter answer = new(AsnEncodingRules.DER);
        using (answer.PushSequence())
        {
            using (answer.PushSequence())
            {
                answer.WriteInteger(0);
            }

            answer.WriteEncodedValue(token.Encode());
        }

        return answer.Encode();
    }

    /// <summary>A CertificateAuthority of a trusted root.</summary>
    public JsonObject Authority() => TestCertificates.Authority("https://tsa.test", _certificate, _root);

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _certificate.Dispose();
        _rootKey.Dispose();
        _key.Dispose();
    }

    private static byte[] Info(byte[] hash, DateTimeOffset time)
    {
        AsnWriter info = new(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(1);
            info.WriteObjectIdentifier("1.3.6.1.4.1.57264.2");
            using (info.PushSequence())
            {
                using (info.PushSequence())
                {
                    info.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                }

                info.WriteOctetString(hash);
            }

            info.WriteInteger(4711);
            info.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }

        return info.Encode();
    }

    // SigningCertificateV2 (RFC 5035), with SHA-256, which is not written.
    private byte[] CertificateHash()
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(_certificate.RawData));
        }

        return writer.Encode();
    }
}
