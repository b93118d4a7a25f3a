using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wolfi.SupplyChain.Certificates;

/// <summary>What Fulcio's certificates say in extensions (fulcio, docs/oid-info.md).</summary>
internal static class CertificateExtensions
{
    /// <summary>URI of the build instructions.</summary>
    public const string BuildSigner = "1.3.6.1.4.1.57264.1.9";

    /// <summary>URI of the repository that was built.</summary>
    public const string SourceRepository = "1.3.6.1.4.1.57264.1.12";

    /// <summary>Its commit.</summary>
    public const string SourceCommit = "1.3.6.1.4.1.57264.1.13";

    /// <summary>Its branch or tag.</summary>
    public const string SourceReference = "1.3.6.1.4.1.57264.1.14";

    /// <summary>URI of the run.</summary>
    public const string Run = "1.3.6.1.4.1.57264.1.21";

    /// <summary>Whose machine ran the build.</summary>
    public const string RunnerEnvironment = "1.3.6.1.4.1.57264.1.11";

    /// <summary>Signed certificate timestamps (RFC 6962, section 3.3).</summary>
    public const string SignedTimestamps = "1.3.6.1.4.1.11129.2.4.2";

    private const string SubjectNames = "2.5.29.17";
    private const string Issuer = "1.3.6.1.4.1.57264.1.8";
    private const string OldIssuer = "1.3.6.1.4.1.57264.1.1";
    private const string UserName = "1.3.6.1.4.1.57264.1.7";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The one subject alternative name (RFC 5280, section 4.2.1.6).</summary>
    /// <exception cref="EvidenceException">There is none, there are several, or it is of another kind.</exception>
    public static (IdentityKind Kind, string Identity) ReadSubject(X509Certificate2 certificate, string name)
    {
        ReadOnlyMemory<byte> bytes = Find(certificate, SubjectNames, name) ?? throw new EvidenceException(EvidenceFault.Malformed, $"{name} does not say whose key it is: it has no subject alternative name.");
        return Asn(name, "subject alternative name", () =>
        {
            AsnReader names = Whole(new AsnReader(bytes, AsnEncodingRules.DER), reader => reader.ReadSequence());
            Asn1Tag tag = names.PeekTag();
            (IdentityKind Kind, string Identity) subject = tag switch
            {
                { TagClass: TagClass.ContextSpecific, TagValue: 6 } => (IdentityKind.Uri, names.ReadCharacterString(UniversalTagNumber.IA5String, tag)),
                { TagClass: TagClass.ContextSpecific, TagValue: 1 } => (IdentityKind.Email, names.ReadCharacterString(UniversalTagNumber.IA5String, tag)),
                { TagClass: TagClass.ContextSpecific, TagValue: 0 } => (IdentityKind.UserName, ReadUserName(names.ReadSequence(tag))),
                _ => throw new AsnContentException(),
            };
            if (names.HasData)
            {
                throw new EvidenceException(EvidenceFault.Malformed, $"{name} names more than one identity.");
            }

            return subject.Identity.Length > 0 ? subject : throw new AsnContentException();
        });
    }

    /// <summary>The OIDC issuer, in the new form or the old one.</summary>
    /// <exception cref="EvidenceException">It is not named.</exception>
    public static string ReadIssuer(X509Certificate2 certificate, string name) =>
        ReadText(certificate, Issuer, name)
        ?? ReadOlderIssuer(certificate, name)
        ?? throw new EvidenceException(EvidenceFault.Malformed, $"{name} does not say who vouched for the identity: it has no extension with the OIDC issuer.");

    /// <summary>The OIDC issuer in the old form; null where it is not there.</summary>
    /// <exception cref="EvidenceException">It is no text.</exception>
    public static string? ReadOlderIssuer(X509Certificate2 certificate, string name) =>
        Find(certificate, OldIssuer, name) is { } old ? Asn(name, "issuer", () => s_utf8.GetString(old.Span)) : null;

    /// <summary>An extension whose value is one UTF8String; null where it is not there.</summary>
    /// <exception cref="EvidenceException">It is of another form.</exception>
    public static string? ReadText(X509Certificate2 certificate, string identifier, string name) => Find(certificate, identifier, name) is { } bytes
        ? Asn(name, identifier, () => Whole(new AsnReader(bytes, AsnEncodingRules.DER), reader => reader.ReadCharacterString(UniversalTagNumber.UTF8String)))
        : null;

    private static string ReadUserName(AsnReader other)
    {
        if (other.ReadObjectIdentifier() != UserName)
        {
            throw new AsnContentException();
        }

        AsnReader value = other.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        other.ThrowIfNotEmpty();
        return Whole(value, reader => reader.ReadCharacterString(UniversalTagNumber.UTF8String));
    }

    // What two extensions of one kind say is not known.
    private static ReadOnlyMemory<byte>? Find(X509Certificate2 certificate, string identifier, string name)
    {
        X509Extension[] found = [.. certificate.Extensions.Where(extension => extension.Oid?.Value == identifier)];
        return found switch
        {
            [] => (ReadOnlyMemory<byte>?)null,
            [var one] => one.RawData,
            _ => throw new EvidenceException(EvidenceFault.Malformed, $"{name} has the extension {identifier} more than once."),
        };
    }

    private static T Whole<T>(AsnReader reader, Func<AsnReader, T> read)
    {
        T value = read(reader);
        reader.ThrowIfNotEmpty();
        return value;
    }

    private static T Asn<T>(string name, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is AsnContentException or DecoderFallbackException)
        {
            throw new EvidenceException(EvidenceFault.Malformed, $"{name} has a damaged extension, or one of a form that is not read here: {what}.", exception);
        }
    }
}
