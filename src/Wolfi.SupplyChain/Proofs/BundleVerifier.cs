using System.Collections.Immutable;
using System.Formats.Asn1;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>
/// Verifies bundles, without a network: a key's signature; or an identity's, by its certificate, the log that the certificate is in, the log that the signature is
/// in, and a time that one of them or an authority attests. A certificate's own word for its time is none.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Verifies a bundle. What its statement says is not looked at.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="policy">Whose signatures count; it has no <see cref="SignerPolicy.Flaw"/>.</param>
    /// <param name="name">What the bundle is called in messages.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.Unproved"/> or another: it is not proved that one of them signed.</exception>
    public static SignatureProof Verify(SigstoreBundle bundle, SignerPolicy policy, string name)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(policy);
        return policy.IsEmpty || policy.Flaw is not null ? throw new ArgumentException(policy.Flaw ?? "Nobody's signature counts.", nameof(policy))
            : bundle.Envelope is not { PayloadType: EvidenceTypes.Statement, Signatures: [{ KeyId: null } signature] } ? throw Fault($"{name} has not exactly one signature of a statement")
            : bundle.Certificate.IsEmpty ? VerifyKey(bundle, signature, policy, name)
            : VerifyIdentity(bundle, signature, policy, name);
    }

    private static SignatureProof VerifyKey(SigstoreBundle bundle, EnvelopeSignature signature, SignerPolicy policy, string name)
    {
        if (policy.Keys.FirstOrDefault(bundle.IsSignedBy) is not { } key)
        {
            throw Fault(policy.Keys.IsEmpty ? $"{name} is signed by a key, and no key is named here" : $"{name} is not signed by a key named here");
        }

        return policy.TrustedRoot is { } root && (policy.RequireLog || policy.RequireTimestamp)
            ? Prove(bundle, new SignedEntry(bundle.Envelope.Payload, bundle.Envelope.SignedBytes, signature.Signature, default, key.SubjectPublicKeyInfo), root, policy, policy.RequireLog, name).Proof with { Key = key }
            : new SignatureProof { Key = key };
    }

    private static SignatureProof VerifyIdentity(SigstoreBundle bundle, EnvelopeSignature signature, SignerPolicy policy, string name)
    {
        if (policy.TrustedRoot is not { } root || policy.Identities.IsEmpty)
        {
            throw Fault($"{name} is signed with a certificate, and no identity is named here");
        }

        string called = $"{name}: the certificate";
        using CheckedCertificate certificate = CheckedCertificate.Read(bundle.Certificate, called);
        if (!certificate.Key.IsUsable)
        {
            throw new EvidenceException(EvidenceFault.Unsupported, $"{called} has a kind of key that is not verified here.");
        }

        // First what is cheap: anybody may attach bundles, and most are of nobody whom the policy names.
        string?[] faults = [.. policy.Identities.Select(identity => identity.FaultOf(certificate.Identity))];
        if (!faults.Contains(null))
        {
            throw Fault($"{name}: {faults[0]}");
        }

        ReadOnlyMemory<byte> signedBytes = bundle.Envelope.SignedBytes;
        if (!certificate.Key.Verify(signedBytes.Span, signature.Signature.Span))
        {
            throw Fault($"{name} is not signed by the key of its certificate");
        }

        SignedEntry signed = new(bundle.Envelope.Payload, signedBytes, signature.Signature, bundle.Certificate, default);
        (SignatureProof proof, string? untimed) = Prove(bundle, signed, root, policy, !policy.AllowNoLog, name);
        if (proof.Times.IsEmpty)
        {
            throw Fault($"{name}: nothing proves when it was signed: {untimed ?? "neither a log's promise (SET) nor a timestamp is there"}");
        }

        try
        {
            foreach (DateTimeOffset time in proof.Times)
            {
                DemandChain(certificate, time, root, policy, called);
            }
        }
        catch (Exception e) when (e is AsnContentException || Curves.IsRefusal(e))
        {
            throw new EvidenceException(EvidenceFault.Unproved, $"{called} is damaged: {Shown.Text(e.Message)}", e);
        }

        return proof with { Identity = certificate.Identity };
    }

    private static void DemandChain(CheckedCertificate certificate, DateTimeOffset time, TrustedRoot root, SignerPolicy policy, string called)
    {
        (ReadOnlyMemory<byte>? issuer, string? why) = CertificateChain.Find(certificate.Certificate, CertificateChain.CodeSigning, time, root.CertificateAuthorities);
        if (issuer is not { } found)
        {
            throw Fault($"{called} is not trusted: {why}");
        }

        if (!policy.AllowNoCertificateLog && CertificateLogProofs.FaultOf(certificate, found, root.CertificateLogs) is { } fault)
        {
            throw Fault($"{called} is not trusted: {fault}");
        }
    }

    // Every time that is proved must be one at which all was valid: one that is not says that something is wrong.
    private static (SignatureProof Proof, string? Untimed) Prove(SigstoreBundle bundle, SignedEntry signed, TrustedRoot root, SignerPolicy policy, bool requireLog, string name)
    {
        ImmutableArray<(TrustedLog Log, DateTimeOffset? Time)> logs = LogProofs.Verify(bundle, signed, root, name);
        if (requireLog && logs.IsEmpty)
        {
            throw Fault($"{name} stands in no log of the trusted root");
        }

        (ImmutableArray<(TrustedAuthority Authority, DateTimeOffset Time)> timestamps, ImmutableArray<string> faults) = TimestampProofs.Verify(bundle.Timestamps, signed.Signature, root);
        if (policy.RequireTimestamp && timestamps.IsEmpty)
        {
            throw Fault($"{name}: {faults.FirstOrDefault("it has no timestamp")}");
        }

        ImmutableArray<DateTimeOffset> times = [.. logs.Select(log => log.Time).OfType<DateTimeOffset>(), .. timestamps.Select(timestamp => timestamp.Time)];
        foreach ((TrustedLog log, DateTimeOffset? _) in logs.Where(log => log.Time is null))
        {
            if (times.Any(time => !log.ValidFor.Contains(time)))
            {
                throw Fault($"{name} was signed when the log '{Shown.Text(log.BaseUrl)}' was not trusted");
            }
        }

        return (new SignatureProof { Logs = [.. logs.Select(log => log.Log.BaseUrl).Distinct(StringComparer.Ordinal)], Times = [.. times.Distinct().Order()] }, faults.FirstOrDefault());
    }

    private static EvidenceException Fault(string what) => new(EvidenceFault.Unproved, $"{what}.");
}
