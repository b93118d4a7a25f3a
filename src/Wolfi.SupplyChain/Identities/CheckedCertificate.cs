using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Identities;

/// <summary>The certificate of who signed without a key of their own, with what its verification looks at. That it is for signing code, and names one identity, is checked; no more.</summary>
internal sealed class CheckedCertificate : IDisposable
{
    private CheckedCertificate(X509Certificate2 certificate, string name)
    {
        Certificate = certificate;
        DemandUse(name);
        Body = CertificateBody.Read(certificate.RawDataMemory);
        Key = SignatureKey.OfSigner(Body.SubjectPublicKeyInfo.Span);
        Identity = ReadIdentity(name);
        LogProofs = Find(CertificateExtensions.SignedTimestamps) is { } proofs ? new AsnReader(proofs.RawData, AsnEncodingRules.DER).ReadOctetString() : default(ReadOnlyMemory<byte>);
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Its parts that certificate logs sign.</summary>
    public CertificateBody Body { get; }

    /// <summary>The key.</summary>
    public SignatureKey Key { get; }

    /// <summary>Whom it names.</summary>
    public SigningIdentity Identity { get; }

    /// <summary>The list of signed certificate timestamps; empty where there is none.</summary>
    public ReadOnlyMemory<byte> LogProofs { get; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="der">The DER bytes.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is damaged, for another use, or names not exactly one identity and its issuer.</exception>
    public static CheckedCertificate Read(ReadOnlyMemory<byte> der, string name)
    {
        X509Certificate2 certificate = CertificateBytes.Load(der.Span) ?? throw Fault($"{name} is no DER certificate");
        try
        {
            return new CheckedCertificate(certificate, name);
        }
        catch (Exception e) when (e is AsnContentException || Curves.IsRefusal(e))
        {
            certificate.Dispose();
            throw new EvidenceException(EvidenceFault.Unproved, $"{name} is damaged: {Shown.Text(e.Message)}", e);
        }
        catch (EvidenceException)
        {
            certificate.Dispose();
            throw;
        }
    }

    public void Dispose() => Certificate.Dispose();

    private static EvidenceException Fault(string what) => new(EvidenceFault.Unproved, $"{what}.");

    private static string Bounded(string text, string name) => text.Length is > 0 and <= Limits.NameCharacters && !text.Any(char.IsControl)
        ? text
        : throw Fault($"{name} holds a name that is empty, too long, or has control characters");

    private void DemandUse(string name)
    {
        if (Certificate.Extensions.Select(extension => extension.Oid!.Value).GroupBy(oid => oid).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Fault($"{name} has the extension {twice.Key} twice");
        }

        if (Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SingleOrDefault() is not { } uses || !uses.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == CertificateChain.CodeSigning))
        {
            throw Fault($"{name} is not for signing code");
        }

        if (Certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            throw Fault($"{name} is not for signatures");
        }

        if (Certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true })
        {
            throw Fault($"{name} is an authority's");
        }
    }

    private SigningIdentity ReadIdentity(string name)
    {
        string issuer = CertificateExtensions.ReadIssuer(Certificate, name);
        if (CertificateExtensions.ReadOlderIssuer(Certificate, name) is { } older && older != issuer)
        {
            throw Fault($"{name} names two issuers, '{Shown.Text(issuer)}' and '{Shown.Text(older)}'");
        }

        return new SigningIdentity
        {
            Name = Bounded(CertificateExtensions.ReadSubject(Certificate, name).Identity, name),
            Issuer = Bounded(issuer, name),
            BuildSigner = Text(CertificateExtensions.BuildSigner),
            RunnerEnvironment = Text(CertificateExtensions.RunnerEnvironment),
            SourceRepository = Text(CertificateExtensions.SourceRepository),
            SourceCommit = Text(CertificateExtensions.SourceCommit),
            SourceReference = Text(CertificateExtensions.SourceReference),
            Run = Text(CertificateExtensions.Run),
        };

        string? Text(string extension) => CertificateExtensions.ReadText(Certificate, extension, name) is { } text ? Bounded(text, name) : null;
    }

    private X509Extension? Find(string identifier) => Certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == identifier);
}
