using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain.Certificates;

namespace Wolfi.Containers.Sigstore;

/// <summary>What is worth saying of a certificate that was issued just now.</summary>
internal static class CertificateNotes
{
    // Between machines that keep time, no more than this.
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    /// <summary>Says that the clock is off, or that no log of certificates has seen it.</summary>
    public static void Tell(SigningCertificate certificate, DateTimeOffset now, Action<Diagnostic> warn)
    {
        if (now + s_skew < certificate.NotBefore || now - s_skew > certificate.NotAfter)
        {
            warn(SigstoreErrors.ClockOff.Create(Time(now), Time(certificate.NotBefore), Time(certificate.NotAfter)));
        }

        if (!certificate.HasTimestamps)
        {
            warn(SigstoreErrors.NotLogged.Create(certificate.Identity));
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
