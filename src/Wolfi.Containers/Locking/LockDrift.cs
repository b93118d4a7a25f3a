using System.Collections.Immutable;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>Compares a lock file with what the project asks for now.</summary>
public static class LockDrift
{
    /// <summary>Every difference, a clause each; empty when the lock file answers what is asked.</summary>
    /// <exception cref="Diagnostics.WolfiException">A repository can't be named.</exception>
    public static ImmutableArray<string> Find(LockFile file, LockRequest request)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(request);
        RepositoryNames names = RepositoryNames.Of(request.Repositories, file);
        if (file.Find(request.Architecture) is not { } locked)
        {
            return [$"nothing is locked for {request.Architecture}"];
        }

        ImmutableArray<string> differences = [.. OfWorld(locked, request), .. OfRepositories(file, locked, names, locked.Needs != NeedsDigest.Of(request, names))];
        return differences.IsEmpty && locked.Needs != NeedsDigest.Of(request, names)
            ? ["the order of the repositories has changed, or the digest of the needs was edited"]
            : differences;
    }

    private static IEnumerable<string> OfWorld(LockedArchitecture locked, LockRequest request)
    {
        foreach (WorldAtom asked in request.World.DistinctBy(asked => asked.Atom, StringComparer.Ordinal).OrderBy(asked => asked.Atom, StringComparer.Ordinal))
        {
            if (!locked.World.Contains(asked.Atom))
            {
                yield return $"{asked.Chain} is asked for and not locked";
            }
        }

        foreach (string atom in locked.World.Except(request.Atoms))
        {
            yield return $"{atom} is locked and not asked for any more";
        }
    }

    private static IEnumerable<string> OfRepositories(LockFile file, LockedArchitecture locked, RepositoryNames names, bool changed)
    {
        HashSet<RepositoryName> used = [.. locked.Packages.Select(package => package.Repository)];
        foreach (LockedRepository known in file.Repositories)
        {
            if (names.Find(known.Name) is { } repository)
            {
                if (Rules(repository.PackagePatterns) is var now && Rules(known.PackagePatterns) is var then && now != then)
                {
                    yield return $"{known.Name} may provide {now}, and {then} when it was locked";
                }
            }
            else if (names.All.Any(name => name.Url == known.Name.Url && name.Tag == known.Name.Tag && name.Place == known.Name.Place))
            {
                yield return $"the lock file names the key {known.Name.Key} for {known.Name}, which is none of the project's keys for it";
            }
            else if (changed || used.Contains(known.Name))
            {
                yield return $"{known.Name} is locked and not among the project's repositories";
            }
        }

        foreach (RepositoryName name in names.All.Where(name => file.Repositories.All(known => known.Name.Url != name.Url || known.Name.Tag != name.Tag || known.Name.Place != name.Place)))
        {
            yield return $"{name} is among the project's repositories and not locked";
        }
    }

    private static string Rules(ImmutableArray<string> patterns) =>
        patterns.IsEmpty ? "everything" : $"'{string.Join(' ', patterns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}'";
}
