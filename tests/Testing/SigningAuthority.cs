using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wolfi.Testing;

/// <summary>An authority that issues certificates of ten minutes to identities, in Fulcio's form, with whatever is wrong with them that a test wants.</summary>
public sealed class SigningAuthority : IDisposable
{
    private const string IssuerIdentifier = "1.3.6.1.4.1.57264.1.8";
    private const string BuildSignerIdentifier = "1.3.6.1.4.1.57264.1.9";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly X509Certificate2 _certificate;

    /// <summary>Makes it.</summary>
    public SigningAuthority()
    {
        CertificateRequest request = new("CN=Signing Authority", _key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Its own certificate, DER.</summary>
    public byte[] Root => _certificate.RawData;

    /// <summary>The value of a subject alternative name with one URI, DER.</summary>
    public static byte[] UriName(string uri) => Name(6, uri);

    /// <summary>The value of a subject alternative name with one e-mail address, DER.</summary>
    public static byte[] EmailName(string address) => Name(1, address);

    /// <summary>The value of an extension with one text, DER.</summary>
    public static byte[] Utf8(string text) => Asn(writer => writer.WriteCharacterString(UniversalTagNumber.UTF8String, text));

    /// <summary>A certificate for a workflow.</summary>
    /// <param name="subjectPublicKeyInfo">The key that it is about, DER.</param>
    /// <param name="identity">The workflow's URI.</param>
    /// <param name="issuer">The OIDC issuer.</param>
    /// <param name="buildSigner">Whether it says that the workflow's file is the build's instructions.</param>
    public byte[] Issue(byte[] subjectPublicKeyInfo, string identity, string issuer, bool buildSigner = true) => Issue(
        subjectPublicKeyInfo,
        [
            ("2.5.29.17", UriName(identity)),
            (IssuerIdentifier, Utf8(issuer)),
            .. buildSigner ? [(BuildSignerIdentifier, Utf8(identity))] : Array.Empty<(string, byte[])>(),
            ("1.3.6.1.4.1.11129.2.4.2", [4, 2, 0, 0]),
        ]);

    /// <summary>A certificate with these extensions.</summary>
    /// <param name="subjectPublicKeyInfo">The key that it is about, DER.</param>
    /// <param name="extensions">Identifiers and values.</param>
    /// <param name="notBefore">When it begins; now, where nothing is said.</param>
    public byte[] Issue(byte[] subjectPublicKeyInfo, (string Identifier, byte[] Value)[] extensions, DateTimeOffset? notBefore = null)
    {
        PublicKey key = PublicKey.CreateFromSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        CertificateRequest request = new(new X500DistinguishedName(""), key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], critical: false));
        foreach ((string identifier, byte[] value) in extensions)
        {
            request.CertificateExtensions.Add(new X509Extension(identifier, value, critical: identifier == "2.5.29.17"));
        }

        DateTimeOffset start = notBefore ?? DateTimeOffset.UtcNow;
        using X509Certificate2 issued = request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), start, start.AddMinutes(10), RandomNumberGenerator.GetBytes(8));
        return issued.RawData;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static byte[] Name(int tag, string text) => Asn(writer =>
    {
        using AsnWriter.Scope names = writer.PushSequence();
        writer.WriteCharacterString(UniversalTagNumber.IA5String, text, new Asn1Tag(TagClass.ContextSpecific, tag));
    });

    private static byte[] Asn(Action<AsnWriter> write)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
