using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Identities;

/// <summary>Chains of certificates to an authority of a trusted root (RFC 5280, section 6), at a moment that is proved. Nothing is fetched, and nothing else is trusted.</summary>
internal static class CertificateChain
{
    /// <summary>Use of a certificate: signing code.</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Use of a certificate: timestamps.</summary>
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Finds the authority that a certificate leads to.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="use">What it must be for.</param>
    /// <param name="time">When it must be valid, and all above it.</param>
    /// <param name="authorities">The authorities.</param>
    /// <returns>The DER certificate of who issued it; or null and why there is none.</returns>
    public static (ReadOnlyMemory<byte>? Issuer, string? Why) Find(X509Certificate2 leaf, string use, DateTimeOffset time, IEnumerable<TrustedAuthority> authorities)
    {
        string? why = null;
        foreach (TrustedAuthority authority in authorities)
        {
            (ReadOnlyMemory<byte>? issuer, string? fault) = Build(leaf, use, time, authority);
            if (issuer is { } found && authority.ValidFor.Contains(time))
            {
                return (found, null);
            }

            // What is wrong with the chain of the authority that issued it says more than that others did not.
            why = issuer is not null ? $"at {Times.Text(time)} the authority '{Shown.Text(authority.Name)}' was not trusted" : fault ?? why;
        }

        return (null, why ?? "no authority of the trusted root issued it");
    }

    private static (ReadOnlyMemory<byte>? Issuer, string? Why) Build(X509Certificate2 leaf, string use, DateTimeOffset time, TrustedAuthority authority)
    {
        X509Certificate2Collection certificates = [.. authority.Certificates.Select(der => X509CertificateLoader.LoadCertificate(der.Span))];
        try
        {
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(certificates[^1]);
            chain.ChainPolicy.ExtraStore.AddRange(certificates);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTimeIgnored = false;
            chain.ChainPolicy.VerificationTime = time.UtcDateTime;
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
            bool isBuilt = chain.Build(leaf);
            try
            {
                X509ChainStatusFlags flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
                return isBuilt && flags == X509ChainStatusFlags.NoError && chain.ChainElements.Count > 1
                    ? (chain.ChainElements[1].Certificate.RawData, null)
                    : (null, Why(chain, flags, time));
            }
            finally
            {
                foreach (X509ChainElement element in chain.ChainElements)
                {
                    element.Certificate.Dispose();
                }
            }
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    // Null where the chain does not lead to this authority at all.
    private static string? Why(X509Chain chain, X509ChainStatusFlags flags, DateTimeOffset time)
    {
        if ((flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid)) != 0)
        {
            return null;
        }

        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            X509ChainElement element = chain.ChainElements.First(part => part.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid));
            string who = element == chain.ChainElements[0] ? "it" : "a certificate above it";
            return $"{who} was valid from {Times.Text(element.Certificate.NotBefore)} to {Times.Text(element.Certificate.NotAfter)}, not at {Times.Text(time)}";
        }

        return $"the chain of certificates is refused ({flags})";
    }
}
