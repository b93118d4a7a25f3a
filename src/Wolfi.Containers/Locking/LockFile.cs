using System.Collections.Immutable;

namespace Wolfi.Containers.Locking;

/// <summary>What an image's packages were resolved to: the content of <c>wolfi.lock.json</c>. Nothing in it is trusted; it only says what must be found again.</summary>
public sealed record LockFile
{
    /// <summary>The form that this version reads and writes.</summary>
    public const int FormVersion = 1;

    /// <summary>The file's usual name, beside the project.</summary>
    public const string FileName = "wolfi.lock.json";

    /// <summary>Address of the file's JSON schema.</summary>
    public const string Schema = "https://github.com/wolfi-containers/wolfi-containers-sdk/blob/main/docs/lock.schema.json";

    /// <summary>A lock file that locks nothing yet.</summary>
    public static LockFile Empty { get; } = new();

    /// <summary>The repositories that were resolved from, ordered by URL, key and tag.</summary>
    public ImmutableArray<LockedRepository> Repositories { get; init; } = [];

    /// <summary>What is locked for each architecture, ordered by its name.</summary>
    public ImmutableArray<LockedArchitecture> Architectures { get; init; } = [];

    /// <summary>What is locked for an architecture (<c>x86_64</c>), or null.</summary>
    public LockedArchitecture? Find(string architecture) => Architectures.FirstOrDefault(locked => locked.Name == architecture);

    /// <summary>The repository that a locked package comes from; null when the file does not name it.</summary>
    public LockedRepository? RepositoryOf(LockedPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Repositories.FirstOrDefault(repository => repository.Name == package.Repository);
    }

    /// <summary>The same with every list in its order.</summary>
    public LockFile Sorted() => new()
    {
        Repositories = [.. Repositories.Select(repository => repository.Sorted()).OrderBy(repository => repository.Name)],
        Architectures = [.. Architectures.Select(locked => locked.Sorted()).OrderBy(locked => locked.Name, StringComparer.Ordinal)],
    };
}
