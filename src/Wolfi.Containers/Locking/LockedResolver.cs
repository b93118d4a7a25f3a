using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>From a lock file to verified packages, without an index: each is fetched by its identity, and the whole is proved from the packages themselves.</summary>
/// <param name="client">Fetches and verifies.</param>
/// <param name="vouched">Remembers for which packages an index has vouched; null reads the index of packages without signatures of their own each time.</param>
public sealed class LockedResolver(RepositoryClient client, VouchedPackages? vouched)
{
    /// <summary>Resolves what is locked for an architecture.</summary>
    /// <param name="file">The lock file; it answers the request (<see cref="LockDrift"/>).</param>
    /// <param name="document">The lock file's name for messages.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="observer">Hears warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">A package can't be had or trusted, or the packages do not answer the request.</exception>
    public async Task<ResolvedWorld> ResolveAsync(LockFile file, string document, LockRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        PackageResolver.WarnOfWeakRepositories(request.Repositories, observer);
        (ImmutableArray<VerifiedPackage> fetched, ImmutableArray<VouchingIndex> vouchers) =
            await FetchVouchedAsync(file, request.Architecture, request.Repositories, cancellationToken).ConfigureAwait(false);
        ImmutableArray<VerifiedPackage> packages = ClosureProof.Prove(request, fetched, document, cancellationToken);
        PackageResolver.WarnOfIndexVouched(packages, observer);
        return new ResolvedWorld(request.World, packages) { Vouchers = vouchers };
    }

    /// <summary>Fetches and verifies everything that is locked for an architecture, in the lock file's order.</summary>
    /// <param name="file">The lock file.</param>
    /// <param name="architecture">apk's name of the architecture; the file locks it.</param>
    /// <param name="repositories">The project's repositories.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">A package can't be had or trusted.</exception>
    public async Task<ImmutableArray<VerifiedPackage>> FetchAsync(
        LockFile file, string architecture, ImmutableArray<PackageRepository> repositories, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (await FetchVouchedAsync(file, architecture, repositories, cancellationToken).ConfigureAwait(false)).Packages;
    }

    private async Task<(ImmutableArray<VerifiedPackage> Packages, ImmutableArray<VouchingIndex> Vouchers)> FetchVouchedAsync(
        LockFile file, string architecture, ImmutableArray<PackageRepository> repositories, CancellationToken cancellationToken)
    {
        LockedArchitecture locked = file.Find(architecture) ?? throw new ArgumentException($"Nothing is locked for {architecture}.", nameof(architecture));
        RepositoryNames names = RepositoryNames.Of(repositories, file);
        ImmutableArray<ResolvedPackage> wanted = [.. locked.Packages.Select(package => Pin(package, architecture, names))];
        (VerifiedPackage[] packages, ImmutableArray<ApkException> gone) = await Fetching.RunAsync(wanted, client.FetchPackageAsync, cancellationToken).ConfigureAwait(false);
        if (!gone.IsEmpty)
        {
            throw LockErrors.Gone.Fail(gone[0], gone.Length, string.Join(' ', gone.Select(e => e.Message)));
        }

        CheckSignatures(locked, packages);
        ImmutableArray<VouchingIndex> vouchers = await FindVouchersAsync(
            packages, architecture, repository => LockedIndexOf(file, names.NameOf(repository), architecture), cancellationToken).ConfigureAwait(false);
        return ([.. packages], vouchers);
    }

    // Only identity and hashes come from the lock file; where the package lies is the project's word.
    private static ResolvedPackage Pin(LockedPackage package, string architecture, RepositoryNames names)
    {
        IndexRecord record = new()
        {
            Name = package.Name,
            Version = package.Version,
            Architecture = package.Architecture,
            Checksum = package.Checksum,
            Size = package.Size,
        };
        PackageRepository repository = names.Find(package.Repository) ?? throw LockErrors.Unlockable.Fail(package.Repository, "the project has no such repository");
        return new ResolvedPackage(record, repository)
        {
            Architecture = architecture,
            Pin = new PackagePin(package.Sha256, package.DataHash, package.DiffId, package.DataSize, package.InstalledSize),
        };
    }

    private static void CheckSignatures(LockedArchitecture locked, VerifiedPackage[] packages)
    {
        foreach (IGrouping<PackageRepository, VerifiedPackage> group in packages
            .Zip(locked.Packages)
            .Where(pair => pair.Second.Signature == LockedSignature.Package && pair.First.Trust != PackageTrust.PackageSigned)
            .Select(pair => pair.First)
            .GroupBy(package => package.Resolved.Repository)
            .Where(group => group.Key.Signatures == PackageSignatures.Auto))
        {
            throw LockErrors.LessSigned.Fail(group.Key, string.Join(", ", group.Select(package => package.Resolved.Record)));
        }
    }

    private static string? LockedIndexOf(LockFile file, RepositoryName name, string architecture) =>
        file.Repositories.FirstOrDefault(repository => repository.Name == name)?.IndexOf(architecture)?.Sha256;

    // A lock file is no voucher: a package without a signature of its own needs the word of a signed index, once for each user.
    private async Task<ImmutableArray<VouchingIndex>> FindVouchersAsync(
        VerifiedPackage[] packages, string architecture, Func<PackageRepository, string?> lockedIndex, CancellationToken cancellationToken)
    {
        ImmutableArray<VouchingIndex>.Builder vouchers = ImmutableArray.CreateBuilder<VouchingIndex>();
        foreach (IGrouping<PackageRepository, VerifiedPackage> group in packages
            .Where(package => package.Trust != PackageTrust.PackageSigned)
            .GroupBy(package => package.Resolved.Repository))
        {
            VouchingIndex voucher = vouched?.Find(group.Key, group.Select(package => package.Package), lockedIndex(group.Key))
                ?? await FetchVoucherAsync(group.Key, [.. group], architecture, cancellationToken).ConfigureAwait(false);
            if (group.Any(package => package.Trust == PackageTrust.IndexVouched))
            {
                vouchers.Add(voucher);
            }
        }

        return vouchers.ToImmutable();
    }

    private async Task<VouchingIndex> FetchVoucherAsync(PackageRepository repository, VerifiedPackage[] packages, string architecture, CancellationToken cancellationToken)
    {
        PackageIndex index = await FetchIndexAsync(repository, architecture, cancellationToken).ConfigureAwait(false);
        ILookup<string, IndexRecord> records = index.Records.ToLookup(record => record.Name, StringComparer.Ordinal);
        string[] without = [.. packages.Where(package => !records[package.Package.Info.Name].Any(record => IsNamed(package.Package, record))).Select(package => package.Resolved.Record.ToString())];
        if (without.Length > 0)
        {
            throw LockErrors.NotVouched.Fail(string.Join(", ", without), repository);
        }

        vouched?.Add(repository, index, packages.Select(package => package.Package));
        return new VouchingIndex(repository, index.Sha256, index.Stored);
    }

    private async Task<PackageIndex> FetchIndexAsync(PackageRepository repository, string architecture, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FetchIndexAsync(repository, architecture, cancellationToken).ConfigureAwait(false);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
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
}
