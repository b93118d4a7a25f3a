using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Resolutions;

/// <summary>From a world to verified packages: indexes, the solver, downloads.</summary>
public static class PackageResolver
{
    private const int ParallelDownloads = 4;

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
        try
        {
            PackageIndex[] indexes = await Task.WhenAll(
                repositories.Select(repository => client.FetchIndexAsync(repository, architecture, cancellationToken))).ConfigureAwait(false);
            return [.. repositories.Zip(indexes, (repository, index) => new RepositoryIndex(repository, index))];
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    /// <summary>Solves the world, then fetches and verifies each package.</summary>
    /// <exception cref="WolfiException">Nothing satisfies the world, or a package can't be had or trusted.</exception>
    public static async Task<ResolvedWorld> ResolveAsync(
        RepositoryClient client,
        ImmutableArray<WorldAtom> world,
        ImmutableArray<RepositoryIndex> indexes,
        string architecture,
        IPublishObserver observer,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(observer);
        ImmutableArray<ResolvedPackage> chosen = Solve(world, indexes, architecture, cancellationToken);
        WarnOfRepeated(chosen, indexes, observer);
        try
        {
            VerifiedPackage[] packages = new VerifiedPackage[chosen.Length];
            ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelDownloads, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, chosen.Length, options, async (i, token) =>
                packages[i] = await client.FetchPackageAsync(chosen[i], token).ConfigureAwait(false)).ConfigureAwait(false);
            WarnOfIndexVouched(packages, observer);
            return new ResolvedWorld(world, [.. packages]);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    private static ImmutableArray<ResolvedPackage> Solve(
        ImmutableArray<WorldAtom> world, ImmutableArray<RepositoryIndex> indexes, string architecture, CancellationToken cancellationToken)
    {
        List<DependencyAtom> atoms = [];
        foreach (WorldAtom asked in world)
        {
            atoms.Add(DependencyAtom.TryParse(asked.Atom, out DependencyAtom? atom)
                ? atom
                : throw ResolutionErrors.InvalidAtom.Fail(asked.Atom, "it is outside the grammar of package names and versions."));
        }

        try
        {
            return Solver.Resolve(atoms, indexes, architecture, cancellationToken) switch
            {
                Resolution.Resolved resolved => resolved.Packages,
                Resolution.Unsatisfiable unsatisfiable => throw ResolutionErrors.Unsatisfiable.Fail(
                    architecture, Sentence(string.Join("; ", unsatisfiable.Reasons.Select(reason => Explain(reason, world))))),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    // Near names end in a question mark, all else in nothing.
    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";

    // The whole chain, from the app's file or the property to what is missing.
    private static string Explain(UnsatisfiedDependency reason, ImmutableArray<WorldAtom> world) =>
        reason.Tell(atom => world.FirstOrDefault(asked => DependencyAtom.Parse(asked.Atom).ToString() == atom)?.Chain ?? atom);

    private static void WarnOfWeakRepositories(ImmutableArray<PackageRepository> repositories, IPublishObserver observer)
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

    private static void WarnOfRepeated(ImmutableArray<ResolvedPackage> chosen, ImmutableArray<RepositoryIndex> indexes, IPublishObserver observer)
    {
        foreach ((ResolvedPackage package, RepositoryIndex other) in RepeatedPackages.Find(chosen, indexes))
        {
            observer.Warn(RepositoryErrors.RepeatedPackage.Create(package.Repository, other.Repository, package.Record));
        }
    }

    private static void WarnOfIndexVouched(VerifiedPackage[] packages, IPublishObserver observer)
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
