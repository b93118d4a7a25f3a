using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Verification;

/// <summary>Says whose a distribution package is.</summary>
internal static class PackageAttribution
{
    /// <summary>The name of the key that signed it, or why it is nobody's.</summary>
    public static (string? Signer, Diagnostic? Fault) Of(ApkPackage package, RecordedPackage recorded, int number, string title, AccountPolicy policy)
    {
        switch (recorded.Class)
        {
            case ByteClass.Distribution:
                return OfSignature(package, number, title, policy);

            case ByteClass.IndexVouched when policy.Fips:
                return (null, AccountErrors.NotVouched.Create(number, title, "in FIPS mode no index vouches for it, since indexes name packages by SHA-1"));

            case ByteClass.IndexVouched:
                return PackageStandings.VouchedBy(package, policy) is { } key
                    ? ($"index by {key}", null)
                    : (null, AccountErrors.NotVouched.Create(number, title, "no signed index that names it is attached or was given"));

            default:
                return (null, AccountErrors.NotVouched.Create(number, title, "it came from a repository that was declared untrusted"));
        }
    }

    /// <summary>What a build must have known of a package of that class.</summary>
    public static PackageTrust TrustOf(ByteClass value) => value switch
    {
        ByteClass.Distribution => PackageTrust.PackageSigned,
        ByteClass.IndexVouched => PackageTrust.IndexVouched,
        _ => PackageTrust.Untrusted,
    };

    private static (string? Signer, Diagnostic? Fault) OfSignature(ApkPackage package, int number, string title, AccountPolicy policy)
    {
        try
        {
            PackageSignatureCheck check = ApkPackageVerifier.VerifySignatures(package, policy.PackageKeys, policy.MinimumSignature);
            return check.Signed
                ? (string.Join(", ", check.VerifiedBy), null)
                : (null, AccountErrors.NotSigned.Create(number, title, check.Notes.IsEmpty ? "It carries no signature." : string.Join(' ', check.Notes)));
        }
        catch (ApkException e)
        {
            return (null, AccountErrors.NotSigned.Create(number, title, e.Message));
        }
    }
}
