using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Verification;

/// <summary>Holds the distribution's packages of an image to a lock file, to signed indexes and to an age.</summary>
internal static class PackageStandings
{
    /// <summary>What is wrong with the packages.</summary>
    public static IEnumerable<Diagnostic> Check(ImmutableArray<ApkPackage> packages, string architecture, AccountPolicy policy)
    {
        IEnumerable<Diagnostic> findings = policy.Lock is { } file ? CheckLock(packages, architecture, file) : [];
        if (!policy.Indexes.IsEmpty)
        {
            findings = findings.Concat(packages.Select(package => CheckListed(package, policy)).OfType<Diagnostic>());
        }

        return policy.OldestBuild is { } oldest
            ? findings.Concat(packages.Where(package => package.Info.BuildDate is not { } built || built < oldest).Select(package => VerificationErrors.PackageTooOld.Create(Title(package), Built(package))))
            : findings;
    }

    /// <summary>The key of an index that names the package, to the byte; null when none does.</summary>
    public static string? VouchedBy(ApkPackage package, AccountPolicy policy) =>
        policy.Indexes.Concat(policy.AttachedIndexes).FirstOrDefault(index => index.Records.Any(record => record.Name == package.Info.Name && IsNamed(package, record)))?.VerifiedBy.FirstOrDefault();

    private static IEnumerable<Diagnostic> CheckLock(ImmutableArray<ApkPackage> packages, string architecture, LockFile file)
    {
        if (file.Find(architecture) is not { } locked)
        {
            yield return VerificationErrors.LockDiffers.Create($"it locks nothing for {architecture}");
            yield break;
        }

        Dictionary<string, LockedPackage> byName = locked.Packages.ToDictionary(package => package.Name, StringComparer.Ordinal);
        foreach (ApkPackage package in packages)
        {
            if (!byName.Remove(package.Info.Name, out LockedPackage? expected))
            {
                yield return VerificationErrors.LockDiffers.Create($"it does not lock {Title(package)}");
            }
            else if (expected.DataHash != package.Info.DataHash || expected.Checksum != package.Checksum)
            {
                yield return VerificationErrors.LockDiffers.Create($"it locks {expected} (sha256:{expected.DataHash}) where the image has {Title(package)} (sha256:{package.Info.DataHash}), built {Built(package)}");
            }
        }

        foreach (LockedPackage missing in byName.Values)
        {
            yield return VerificationErrors.LockDiffers.Create($"the image does not have {missing}");
        }
    }

    private static Diagnostic? CheckListed(ApkPackage package, AccountPolicy policy)
    {
        bool isListed = false;
        PackageVersion newest = package.Info.Version;
        foreach (IndexRecord record in policy.Indexes.SelectMany(index => index.Records).Where(record => record.Name == package.Info.Name))
        {
            isListed |= IsNamed(package, record);
            newest = record.UnusableBecause is null && record.Version.CompareTo(newest) > 0 ? record.Version : newest;
        }

        return !isListed ? VerificationErrors.Withdrawn.Create(Title(package), Built(package))
            : !policy.AllowSuperseded && newest.CompareTo(package.Info.Version) > 0 ? VerificationErrors.Superseded.Create(Title(package), Built(package), newest)
            : null;
    }

    private static bool IsNamed(ApkPackage package, IndexRecord record)
    {
        try
        {
            ApkPackageVerifier.MatchRecord(package, record);
            return true;
        }
        catch (ApkException)
        {
            return false;
        }
    }

    private static string Title(ApkPackage package) => $"{package.Info.Name}-{package.Info.Version}";

    private static string Built(ApkPackage package) => package.Info.BuildDate is >= 0 and < uint.MaxValue and long seconds
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : "at an unknown time";
}
