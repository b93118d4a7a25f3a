using System.Formats.Asn1;
using Wolfi.SupplyChain.Certificates;

namespace Wolfi.SupplyChain.Identities;

/// <summary>What a certificate's signature is of, taken apart as far as certificate logs ask for (RFC 5280, section 4.1; RFC 6962, section 3.2).</summary>
/// <param name="SubjectPublicKeyInfo">The DER SubjectPublicKeyInfo.</param>
/// <param name="WithoutLogProofs">The TBSCertificate without the extension that holds the logs' proofs: what those are of.</param>
internal sealed record CertificateBody(ReadOnlyMemory<byte> SubjectPublicKeyInfo, ReadOnlyMemory<byte> WithoutLogProofs)
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3);

    /// <summary>Takes a certificate apart.</summary>
    /// <exception cref="AsnContentException">It is no DER certificate.</exception>
    public static CertificateBody Read(ReadOnlyMemory<byte> der)
    {
        AsnReader fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        AsnWriter written = new(AsnEncodingRules.DER);
        ReadOnlyMemory<byte> key = default;
        using (written.PushSequence())
        {
            // Before the key: serial number, algorithm, issuer, validity, subject.
            int place = fields.PeekTag().HasSameClassAndValue(Version) ? -1 : 0;
            for (; fields.HasData; place++)
            {
                if (fields.PeekTag().HasSameClassAndValue(Extensions))
                {
                    WriteExtensions(fields.ReadSequence(Extensions).ReadSequence(), written);
                    continue;
                }

                ReadOnlyMemory<byte> field = fields.ReadEncodedValue();
                key = place == 5 ? field : key;
                written.WriteEncodedValue(field.Span);
            }
        }

        return key.IsEmpty ? throw new AsnContentException("The certificate has no key.") : new CertificateBody(key, written.Encode());
    }

    private static void WriteExtensions(AsnReader extensions, AsnWriter written)
    {
        using (written.PushSequence(Extensions))
        using (written.PushSequence())
        {
            while (extensions.HasData)
            {
                ReadOnlyMemory<byte> extension = extensions.ReadEncodedValue();
                if (new AsnReader(extension, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() != CertificateExtensions.SignedTimestamps)
                {
                    written.WriteEncodedValue(extension.Span);
                }
            }
        }
    }
}
