using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Resolutions;

/// <summary>What resolving fetches: indexes, and packages chosen from them.</summary>
public static class PackageResolver
{
    /// <summary>Fetches and verifies the index of every repository.</summary>
    /// <exception cref="WolfiException">A repository can't be reached or trusted.</exception>
    public static async Task<ImmutableArray<RepositoryIndex>> FetchIndexesAsync(
        RepositoryClient client,
        ImmutableArray<PackageRepository> repositories,
        string architecture,
        IPublishObserver observer,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(observer);
        WarnOfWeakRepositories(repositories, observer);
        return
        [
            .. await FetchAsync(
                repositories,
                async (repository, token) => new RepositoryIndex(repository, await client.FetchIndexAsync(repository, architecture, token).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <summary>Fetches and verifies packages that were chosen from indexes.</summary>
    /// <returns>The packages, in their order.</returns>
    /// <exception cref="WolfiException">One can't be had or trusted.</exception>
    public static async Task<ImmutableArray<VerifiedPackage>> FetchPackagesAsync(
        RepositoryClient client, ImmutableArray<ResolvedPackage> chosen, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(observer);
        ImmutableArray<VerifiedPackage> packages = [.. await FetchAsync(chosen, client.FetchPackageAsync, cancellationToken).ConfigureAwait(false)];
        WarnOfIndexVouched(packages, observer);
        return packages;
    }

    private static async Task<TResult[]> FetchAsync<T, TResult>(
        ImmutableArray<T> items, Func<T, CancellationToken, Task<TResult>> fetch, CancellationToken cancellationToken)
    {
        (TResult[] results, ImmutableArray<ApkException> notFound) = await Fetching.RunAsync(items, fetch, cancellationToken).ConfigureAwait(false);
        return notFound.IsEmpty ? results : throw RepositoryErrors.From(notFound[0]);
    }

    internal static void WarnOfWeakRepositories(ImmutableArray<PackageRepository> repositories, IPublishObserver observer)
    {
        foreach (PackageRepository repository in repositories)
        {
            if (repository.AllowUntrustedIndexUnsafe)
            {
                observer.Warn(RepositoryErrors.UntrustedRepository.Create(repository));
            }
            else if (repository.MinimumSignature == SignatureAlgorithm.Rsa)
            {
                observer.Warn(RepositoryErrors.Sha1Allowed.Create(repository));
            }
        }
    }

    internal static void WarnOfRepeated(ImmutableArray<ResolvedPackage> chosen, ImmutableArray<RepositoryIndex> indexes, IPublishObserver observer)
    {
        foreach ((ResolvedPackage package, RepositoryIndex other) in RepeatedPackages.Find(chosen, indexes))
        {
            observer.Warn(RepositoryErrors.RepeatedPackage.Create(package.Repository, other.Repository, package.Record));
        }
    }

    internal static void WarnOfIndexVouched(ImmutableArray<VerifiedPackage> packages, IPublishObserver observer)
    {
        foreach (IGrouping<PackageRepository, VerifiedPackage> group in packages.GroupBy(package => package.Resolved.Repository))
        {
            string[] vouched = [.. group.Where(package => package.Trust == PackageTrust.IndexVouched).Select(package => package.Package.Info.Name)];
            if (vouched.Length > 0 && group.Key.Signatures == PackageSignatures.Auto)
            {
                observer.Warn(RepositoryErrors.IndexVouched.Create(vouched.Length, group.Count(), group.Key, string.Join(", ", vouched)));
            }
        }
    }
}
