using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Certificates;

/// <summary>
/// A certificate that says for minutes whose key it is, as Fulcio issues it (fulcio, docs/certificate-specification.md and docs/oid-info.md). That an authority
/// issued it is not known before it is verified.
/// </summary>
public sealed record SigningCertificate
{
    /// <summary>The DER certificate.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The key that it is about.</summary>
    public required VerificationKey PublicKey { get; init; }

    /// <summary>Whose key it is: the one subject alternative name, such as a workflow's URI or an e-mail address.</summary>
    public required string Identity { get; init; }

    /// <summary>What kind of name <see cref="Identity"/> is.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>Who vouched for the identity: the URL of the OIDC issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>URI of the build instructions that a service for continuous integration ran, as far as the certificate says: GitHub's and GitLab's do; null elsewhere.</summary>
    public string? BuildSigner { get; init; }

    /// <summary>Whose machine ran the build, as far as the certificate says: <c>github-hosted</c>, <c>gitlab-hosted</c> or <c>self-hosted</c>; null elsewhere.</summary>
    public string? RunnerEnvironment { get; init; }

    /// <summary>The first second that it is valid in.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last second that it is valid in.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Whether it holds a list of signed certificate timestamps: that a log of certificates knows it, as far as it says itself.</summary>
    public bool HasTimestamps { get; init; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="bytes">The DER certificate, nothing after it.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="EvidenceException">It is no certificate, of another key than ECDSA P-256, or does not say whose key it is.</exception>
    public static SigningCertificate Read(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.Length > Limits.CertificateBytes)
        {
            throw new EvidenceException(EvidenceFault.LimitExceeded, FormattableString.Invariant($"{name} has {bytes.Length} bytes; at most {Limits.CertificateBytes} are read."));
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
            if (!certificate.RawDataMemory.Span.SequenceEqual(bytes.Span))
            {
                throw new EvidenceException(EvidenceFault.Malformed, $"{name} is no DER certificate alone.");
            }

            (IdentityKind kind, string identity) = CertificateExtensions.ReadSubject(certificate, name);
            return new SigningCertificate
            {
                Bytes = bytes,
                PublicKey = VerificationKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo(), $"The key of {char.ToLowerInvariant(name[0])}{name[1..]}"),
                Identity = identity,
                Kind = kind,
                Issuer = CertificateExtensions.ReadIssuer(certificate, name),
                BuildSigner = CertificateExtensions.ReadText(certificate, CertificateExtensions.BuildSigner, name),
                RunnerEnvironment = CertificateExtensions.ReadText(certificate, CertificateExtensions.RunnerEnvironment, name),
                NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
                NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
                HasTimestamps = certificate.Extensions.Any(extension => extension.Oid?.Value == CertificateExtensions.SignedTimestamps),
            };
        }
        catch (CryptographicException exception)
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{name} is no DER certificate.", exception);
        }
    }

    /// <summary>Whether a time is one at which it is valid.</summary>
    public bool IsValidAt(DateTimeOffset time) => time >= NotBefore && time <= NotAfter;
}
