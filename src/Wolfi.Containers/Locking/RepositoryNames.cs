using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Locking;

/// <summary>The project's repositories under the names that a lock file has for them.</summary>
public sealed class RepositoryNames
{
    private readonly Dictionary<RepositoryName, PackageRepository> _repositories;
    private readonly Dictionary<PackageRepository, RepositoryName> _names;

    private RepositoryNames(Dictionary<RepositoryName, PackageRepository> repositories)
    {
        _repositories = repositories;
        _names = repositories.OrderBy(pair => pair.Key.Place).DistinctBy(pair => pair.Value).ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>Names the repositories: by the key that the lock file names while it is one of the repository's keys, else by its first one.</summary>
    /// <exception cref="WolfiException">A repository has no key.</exception>
    public static RepositoryNames Of(ImmutableArray<PackageRepository> repositories, LockFile last)
    {
        ArgumentNullException.ThrowIfNull(last);
        Dictionary<RepositoryName, PackageRepository> named = [];
        foreach (PackageRepository repository in repositories)
        {
            RepositoryName name = NameOf(repository, place: 1, last);
            while (!named.TryAdd(name, repository))
            {
                name = NameOf(repository, name.Place + 1, last);
            }
        }

        return new RepositoryNames(named);
    }

    /// <summary>The names in order.</summary>
    public IEnumerable<RepositoryName> All => _repositories.Keys.Order();

    /// <summary>The repository of a name; null when the project has none.</summary>
    public PackageRepository? Find(RepositoryName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _repositories.GetValueOrDefault(name);
    }

    /// <summary>The name of one of the repositories.</summary>
    public RepositoryName NameOf(PackageRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return _names[repository];
    }

    private static RepositoryName NameOf(PackageRepository repository, int place, LockFile last)
    {
        string? url = CanonicalLocation.Of(repository);

        // A mirror's index has a key of its own: the packages' keys are the same everywhere.
        string[] keys = [.. Fingerprints(repository.PackageKeys), .. Fingerprints(repository.IndexKeys)];
        return keys.Length == 0
            ? throw LockErrors.Unlockable.Fail(repository, "the project names no key for it")
            : last.Repositories.Select(known => known.Name).FirstOrDefault(name => name.Url == url && name.Tag == repository.Tag && name.Place == place && keys.Contains(name.Key))
                ?? new RepositoryName(url, keys[0], repository.Tag, place);
    }

    private static IEnumerable<string> Fingerprints(Keyring keyring) => keyring.Keys.Select(key => key.Fingerprint);
}
