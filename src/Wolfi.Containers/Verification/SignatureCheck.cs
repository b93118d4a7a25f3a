using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>Holds what is signed about an image to a policy.</summary>
internal static class SignatureCheck
{
    private const int ShownReasons = 3;

    /// <summary>What is wrong; nothing where one signature is all that the policy asks for, and all required evidence is there.</summary>
    public static IEnumerable<Diagnostic> Check(ImageEvidence evidence, Digest digest, SignaturePolicy policy)
    {
        (SignedImage? Signature, string? Fault)[] signatures =
            [.. evidence.Statements.Where(proved => proved.Statement.PredicateType == SignedImage.PredicateType).Select(proved => Read(proved.Statement, digest))];
        ImmutableArray<Diagnostic>[] faults = [.. signatures.Where(read => read.Signature is not null).Select(read => Faults(read.Signature!, policy).ToImmutableArray())];
        if (faults.Length == 0)
        {
            yield return (policy.Signers.Identities.IsEmpty ? VerificationErrors.NotSigned : IdentityErrors.NotSigned).Create(digest, Reason([.. signatures.Select(read => read.Fault).OfType<string>(), .. evidence.Ignored]));
        }
        else if (faults.All(of => !of.IsEmpty))
        {
            foreach (Diagnostic fault in faults[0])
            {
                yield return fault;
            }
        }

        foreach (RequiredEvidence required in policy.Required.Where(required => !required.IsOfSignatures() && !evidence.Statements.Any(proved => required.IsStatedBy(proved.Statement.PredicateType))))
        {
            yield return VerificationErrors.EvidenceMissing.Create(digest, required.Title());
        }

        if (policy.Required.Contains(RequiredEvidence.Locked) && LockedBuilds.FaultOf(evidence) is { } unlocked)
        {
            yield return VerificationErrors.NotLocked.Create(digest, unlocked);
        }
    }

    private static string Reason(ImmutableArray<string> reasons)
    {
        if (reasons.IsEmpty)
        {
            return "no signature is attached to it";
        }

        string more = reasons.Length > ShownReasons ? string.Create(CultureInfo.InvariantCulture, $"; and {reasons.Length - ShownReasons} more do not count") : "";
        return string.Join("; ", reasons.Take(ShownReasons)) + more;
    }

    private static (SignedImage? Signature, string? Fault) Read(Statement statement, Digest digest)
    {
        try
        {
            return (SignedImage.From(statement, digest), null);
        }
        catch (EvidenceException e)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }

    private static IEnumerable<Diagnostic> Faults(SignedImage signature, SignaturePolicy policy)
    {
        if (signature.ByDevelopmentKey && !policy.AllowDevelopmentKey)
        {
            yield return VerificationErrors.DevelopmentKey.Create(signature.Digest);
        }

        if (policy.Repository is { } repository && repository != signature.Repository)
        {
            yield return VerificationErrors.OtherRepository.Create(signature.Digest, signature.Repository ?? "", repository);
        }

        if (policy.ImageVersion is { } version && version != signature.Version)
        {
            yield return VerificationErrors.OtherVersion.Create(signature.Digest, signature.Version ?? "", version);
        }

        if (policy.NotBefore is { } earliest && (signature.SourceEpoch is not { } epoch || epoch < earliest))
        {
            yield return VerificationErrors.TooOld.Create(signature.Digest, signature.SourceEpoch is { } known ? Time(known) : "no stated time", Time(earliest));
        }
    }

    private static string Time(long seconds) => seconds is >= 0 and < 253_402_300_800
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : seconds.ToString(CultureInfo.InvariantCulture);
}
