using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>From indexes to verified packages and the lock file that names them.</summary>
/// <param name="client">Fetches and verifies.</param>
/// <param name="vouched">Remembers for which packages an index has vouched; null remembers nothing.</param>
/// <param name="time">The clock; asked only where a policy has a <see cref="LockPolicy.MaximumIndexAge"/>.</param>
public sealed class LockMaker(RepositoryClient client, VouchedPackages? vouched, TimeProvider time)
{
    /// <summary>Locks one architecture anew. Nothing is written.</summary>
    /// <param name="last">The lock file before: what it remembers of indexes, versions and signatures is not undercut.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">What may change.</param>
    /// <param name="observer">Hears warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">Nothing satisfies the request, or something can't be had or trusted, or is older than it was.</exception>
    public async Task<LockedWorld> LockAsync(LockFile last, LockRequest request, LockPolicy policy, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(observer);
        RepositoryNames names = RepositoryNames.Of(request.Repositories, last);
        ImmutableArray<RepositoryIndex> indexes = await FetchIndexesAsync(last, names, request, policy, observer, cancellationToken).ConfigureAwait(false);
        LockedArchitecture? locked = last.Find(request.Architecture);
        ImmutableArray<ResolvedPackage> chosen = WorldSolver.Solve(
            request.World, request.Architecture, atoms => Choose(atoms, indexes, names, locked, request.Architecture, policy, cancellationToken));
        PackageResolver.WarnOfRepeated(chosen, indexes, observer);
        Downgrades.Check(locked, chosen, policy);
        ImmutableArray<VerifiedPackage> packages = await PackageResolver.FetchPackagesAsync(client, chosen, observer, cancellationToken).ConfigureAwait(false);
        CheckSignatures(last, names, packages);
        return new LockedWorld(new ResolvedWorld(request.World, packages) { Vouchers = Vouchers(indexes, packages) }, LockBuilder.Build(last, request, names, indexes, packages));
    }

    /// <summary>Locks several architectures anew, one after the other, and warns where their versions differ. Nothing is written.</summary>
    /// <exception cref="WolfiException">As <see cref="LockAsync"/>, for the first architecture that fails.</exception>
    public async Task<LockFile> LockAllAsync(
        LockFile last, ImmutableArray<LockRequest> requests, LockPolicy policy, IPublishObserver observer, CancellationToken cancellationToken)
    {
        LockFile file = last;
        foreach (LockRequest request in requests)
        {
            file = (await LockAsync(file, request, policy, observer, cancellationToken).ConfigureAwait(false)).File;
        }

        ArchitectureSkew.Warn(file, observer);
        return file;
    }

    /// <summary>Checks that the repositories' indexes still list everything that is locked for an architecture.</summary>
    /// <param name="file">The lock file; it answers the request.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">How old an index may be.</param>
    /// <param name="observer">Hears warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">A package was withdrawn, or an index can't be had, trusted, or is too old.</exception>
    public async Task RequireListedAsync(LockFile file, LockRequest request, LockPolicy policy, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(request);
        if (file.Find(request.Architecture) is not { } locked)
        {
            return;
        }

        RepositoryNames names = RepositoryNames.Of(request.Repositories, file);
        ImmutableArray<RepositoryIndex> indexes = await FetchIndexesAsync(file, names, request, policy, observer, cancellationToken).ConfigureAwait(false);
        string[] withdrawn =
        [
            .. LockStandings.Of(locked, name => indexes.FirstOrDefault(index => names.NameOf(index.Repository) == name)?.Index)
                .Where(standing => !standing.IsListed)
                .Select(standing => standing.Newest is { } newest ? $"{standing.Package} (it has {newest})" : $"{standing.Package} (it has none of that name)"),
        ];
        if (withdrawn.Length > 0)
        {
            throw LockErrors.Withdrawn.Fail(withdrawn.Length, string.Join(", ", withdrawn));
        }
    }

    private ImmutableArray<VouchingIndex> Vouchers(ImmutableArray<RepositoryIndex> indexes, ImmutableArray<VerifiedPackage> packages)
    {
        ImmutableArray<VouchingIndex>.Builder vouchers = ImmutableArray.CreateBuilder<VouchingIndex>();
        foreach (RepositoryIndex index in indexes)
        {
            ApkPackage[] named = [.. packages.Where(package => package.Resolved.Repository == index.Repository && package.Trust == PackageTrust.IndexVouched).Select(package => package.Package)];
            if (named.Length > 0)
            {
                vouched?.Add(index.Repository, index.Index, named);
                vouchers.Add(new VouchingIndex(index.Repository, index.Index.Sha256, index.Index.Stored));
            }
        }

        return vouchers.ToImmutable();
    }

    private async Task<ImmutableArray<RepositoryIndex>> FetchIndexesAsync(
        LockFile last, RepositoryNames names, LockRequest request, LockPolicy policy, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ImmutableArray<RepositoryIndex> indexes = await PackageResolver
            .FetchIndexesAsync(client, request.Repositories, request.Architecture, observer, cancellationToken).ConfigureAwait(false);
        IndexFreshness.Check(indexes, names, last, request.Architecture, policy, time.GetUtcNow);
        return indexes;
    }

    private static Resolution Choose(
        ImmutableArray<DependencyAtom> world,
        ImmutableArray<RepositoryIndex> indexes,
        RepositoryNames names,
        LockedArchitecture? locked,
        string architecture,
        LockPolicy policy,
        CancellationToken cancellationToken) =>
        policy.Moving is { } moving && locked is not null
            ? PartialUpdate.Solve(world, indexes, architecture, [.. StillListed(locked, indexes, names)], moving, cancellationToken)
            : Solver.Resolve(world, indexes, architecture, cancellationToken);

    // What the index lists no more has to move.
    private static IEnumerable<KeptPackage> StillListed(LockedArchitecture locked, ImmutableArray<RepositoryIndex> indexes, RepositoryNames names)
    {
        foreach (RepositoryIndex index in indexes)
        {
            RepositoryName name = names.NameOf(index.Repository);
            Dictionary<string, LockedPackage> here = locked.Packages.Where(package => package.Repository == name).ToDictionary(package => package.Name, StringComparer.Ordinal);
            foreach (IndexRecord record in index.Index.Records)
            {
                if (here.TryGetValue(record.Name, out LockedPackage? package) && record.Checksum == package.Checksum)
                {
                    yield return new KeptPackage(package.Name, package.Version, record.Origin);
                }
            }
        }
    }

    private static void CheckSignatures(LockFile last, RepositoryNames names, ImmutableArray<VerifiedPackage> packages)
    {
        foreach (IGrouping<PackageRepository, VerifiedPackage> group in packages
            .Where(package => package.Trust == PackageTrust.IndexVouched && package.Resolved.Repository.Signatures == PackageSignatures.Auto)
            .GroupBy(package => package.Resolved.Repository))
        {
            if (last.Repositories.Any(known => known.Name == names.NameOf(group.Key) && known.Signatures == LockedSignature.Package))
            {
                throw LockErrors.LessSigned.Fail(group.Key, string.Join(", ", group.Select(package => package.Resolved.Record)));
            }
        }
    }
}
