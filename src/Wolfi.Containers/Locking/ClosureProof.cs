using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>Proves that locked packages are what the world needs: from the packages' own metadata and the project's rules, never from what a lock file says of them.</summary>
public static class ClosureProof
{
    /// <summary>Solves the world with nothing to choose from but the packages; the answer must be all of them.</summary>
    /// <param name="request">What is asked for, and the project's repositories.</param>
    /// <param name="packages">The packages, each once, fetched and verified.</param>
    /// <param name="document">Name of the lock file for messages.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The packages in install order, each with its own record.</returns>
    /// <exception cref="WolfiException">A dependency, a conflict or a repository's rule does not hold, or a package is too much.</exception>
    public static ImmutableArray<VerifiedPackage> Prove(LockRequest request, ImmutableArray<VerifiedPackage> packages, string document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (ImmutableArray<VerifiedPackage> ordered, string? fault) = Solve(request, packages, cancellationToken);
        return fault is null ? ordered : throw LockErrors.NotClosed.Fail(document, request.Architecture, fault);
    }

    /// <summary>The same for packages that no lock file names: in install order, or why they are not what the world needs.</summary>
    /// <exception cref="WolfiException">The search was given up.</exception>
    internal static (ImmutableArray<VerifiedPackage> Ordered, string? Fault) Solve(LockRequest request, ImmutableArray<VerifiedPackage> packages, CancellationToken cancellationToken)
    {
        ILookup<PackageRepository, IndexRecord> records = packages.ToLookup(package => package.Resolved.Repository, package => IndexRecords.FromPackage(package.Package));
        ImmutableArray<RepositoryIndex> indexes =
            [.. request.Repositories.Select(repository => new RepositoryIndex(repository, new PackageIndex { Records = [.. records[repository]] }))];
        Dictionary<string, VerifiedPackage> byName = packages.ToDictionary(package => package.Package.Info.Name, StringComparer.Ordinal);
        Resolution resolution;
        try
        {
            resolution = Solver.Resolve(WorldSolver.Parse(request.World), indexes, request.Architecture, cancellationToken);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }

        if (resolution is not Resolution.Resolved resolved)
        {
            return ([], WorldSolver.Explain((Resolution.Unsatisfiable)resolution, request.World));
        }

        string[] unneeded = [.. byName.Keys.Except(resolved.Packages.Select(package => package.Record.Name)).Order(StringComparer.Ordinal)];
        return unneeded.Length == 0
            ? ([.. resolved.Packages.Select(package => byName[package.Record.Name] with { Resolved = package })], null)
            : ([], $"nothing needs {string.Join(", ", unneeded)}.");
    }
}
