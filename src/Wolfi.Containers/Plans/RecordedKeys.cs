using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Plans;

/// <summary>The keys that an image names for a repository.</summary>
internal static class RecordedKeys
{
    /// <summary>The keys of its index. For a mirror they are those of the packages while these vouch for themselves: the image names the canonical repository, and where its packages
    /// were fetched from moves no digest.</summary>
    public static Keyring OfIndex(PackageRepository repository, ImmutableArray<VerifiedPackage> packages) =>
        IsMirror(repository) && packages.All(package => package.Resolved.Repository != repository || package.Trust == PackageTrust.PackageSigned)
            ? repository.PackageKeys
            : repository.IndexKeys;

    private static bool IsMirror(PackageRepository repository) =>
        repository.CanonicalUrl is not null && CanonicalLocation.Of(repository) != CanonicalLocation.Of(repository with { CanonicalUrl = null });
}
