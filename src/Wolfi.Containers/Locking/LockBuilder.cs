using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;

namespace Wolfi.Containers.Locking;

/// <summary>Makes lock files of what was resolved.</summary>
public static class LockBuilder
{
    /// <summary>The lock file with one architecture locked anew; what it has for others stays as it is.</summary>
    /// <param name="last">The lock file before.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="names">The repositories' names.</param>
    /// <param name="indexes">The indexes that were read.</param>
    /// <param name="packages">The verified packages.</param>
    public static LockFile Build(
        LockFile last, LockRequest request, RepositoryNames names, ImmutableArray<RepositoryIndex> indexes, ImmutableArray<VerifiedPackage> packages)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(names);
        LockedArchitecture locked = new()
        {
            Name = request.Architecture,
            Needs = NeedsDigest.Of(request, names),
            World = request.Atoms,
            Packages = [.. packages.Select(package => Lock(package, request.Architecture, names))],
        };
        return Merge(
            last,
            locked,
            [
                .. indexes.Select(index => new LockedRepository
                {
                    Name = names.NameOf(index.Repository),
                    PackagePatterns = [.. index.Repository.PackagePatterns.Distinct(StringComparer.Ordinal)],
                    Indexes = [new LockedIndex(request.Architecture, index.Index.Sha256, index.Index.NewestBuildTime, index.Index.Records.Count)],
                }),
            ]);
    }

    /// <summary>The lock file <paramref name="last"/> with what another one has for an architecture.</summary>
    public static LockFile Merge(LockFile last, LockFile other, string architecture)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(other);
        return Merge(last, other.Find(architecture)!, other.Repositories);
    }

    private static LockFile Merge(LockFile last, LockedArchitecture locked, ImmutableArray<LockedRepository> repositories)
    {
        ImmutableArray<LockedArchitecture> architectures = [.. last.Architectures.Where(other => other.Name != locked.Name), locked];
        ILookup<RepositoryName, LockedPackage> packages = architectures.SelectMany(other => other.Packages).ToLookup(package => package.Repository);
        HashSet<RepositoryName> current = [.. repositories.Select(repository => repository.Name)];
        return new LockFile
        {
            Repositories =
            [
                .. repositories.Concat(last.Repositories.Where(other => !current.Contains(other.Name) && packages.Contains(other.Name))).Select(repository => repository with
                {
                    Indexes = Indexes(repository, last, locked.Name),
                    Signatures = packages[repository.Name].Any() ? packages[repository.Name].Min(package => package.Signature) : null,
                }),
            ],
            Architectures = architectures,
        }.Sorted();
    }

    private static ImmutableArray<LockedIndex> Indexes(LockedRepository repository, LockFile last, string architecture) =>
    [
        .. repository.Indexes.Where(index => index.Architecture == architecture),
        .. last.Repositories.FirstOrDefault(other => other.Name == repository.Name)?.Indexes.Where(index => index.Architecture != architecture) ?? [],
    ];

    private static LockedPackage Lock(VerifiedPackage verified, string architecture, RepositoryNames names)
    {
        ApkPackage package = verified.Package;
        RepositoryName repository = names.NameOf(verified.Resolved.Repository);
        return new LockedPackage
        {
            Name = package.Info.Name,
            Version = package.Info.Version,
            Architecture = package.Info.Architecture,
            Repository = repository,
            Url = LockedUrls.Of(repository.Url, architecture, verified.Resolved.Record.FileName),
            Checksum = package.Checksum,
            Size = package.FileSize,
            Sha256 = package.FileSha256,
            DataHash = package.Info.DataHash,
            DiffId = package.DiffId,
            DataSize = package.DataSize,
            InstalledSize = package.Info.InstalledSize,
            Signature = verified.Trust == PackageTrust.PackageSigned ? LockedSignature.Package : LockedSignature.Index,
        };
    }
}
