using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wolfi.SupplyChain.Trust;

/// <summary>Loads certificates from outside.</summary>
internal static class CertificateBytes
{
    /// <summary>A certificate that is these DER bytes and nothing else; null where they are none.</summary>
    public static X509Certificate2? Load(ReadOnlySpan<byte> der)
    {
        // The framework reads PEM and bytes after the end too.
        if (der.Length is 0 or > Limits.CertificateBytes || der[0] != 0x30)
        {
            return null;
        }

        try
        {
            X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
            if (certificate.RawDataMemory.Span.SequenceEqual(der))
            {
                return certificate;
            }

            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
