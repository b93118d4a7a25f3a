using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Where a project's packages come from and where they are kept: what work on its lock file needs, without an app.</summary>
public sealed record ProjectSources
{
    /// <summary>The repositories, in order of preference.</summary>
    public required ImmutableArray<PackageRepository> Repositories { get; init; }

    /// <summary>Where the credentials of private repositories are looked for.</summary>
    public required CredentialSources Credentials { get; init; }

    /// <summary>Absolute path of the lock file, whether it is there or not.</summary>
    public required string LockFile { get; init; }

    /// <summary>How long ago the newest package of an index may have been built; null for any time.</summary>
    public TimeSpan? MaximumIndexAge { get; init; }

    /// <summary>Packages that may get a lower version than is locked.</summary>
    public ImmutableArray<string> AllowDowngrade { get; init; } = [];

    /// <summary>Whether the network is refused.</summary>
    public bool Offline { get; init; }

    /// <summary>Folder of the user's package cache.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The most bytes that the package cache may hold.</summary>
    public long CacheLimit { get; init; } = PackageCache.DefaultLimit;

    /// <summary>Reads them as a build would.</summary>
    /// <param name="raw">The project's settings.</param>
    /// <param name="surroundings">Environment and disk.</param>
    /// <returns>The sources, null when one of the diagnostics is an error; and all errors and warnings.</returns>
    public static (ProjectSources? Sources, ImmutableArray<Diagnostic> Diagnostics) Read(RawPublishOptions raw, PublishSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(surroundings);
        DiagnosticBag bag = new();
        PackageOwnership.Check(raw, surroundings.PackageProperties, bag);
        LockSettings locked = LockSettingsReader.Read(raw, bag);
        ProjectSources sources = new()
        {
            Repositories = new RepositoryReader(raw, surroundings.Files, bag).Read(),
            Credentials = CredentialCommands.Read(raw, surroundings, bag),
            LockFile = locked.File,
            MaximumIndexAge = locked.MaximumIndexAge,
            AllowDowngrade = locked.AllowDowngrade,
            Offline = Values.Flag(raw, KnownSettings.WolfiOffline, standard: false, bag),
            CacheFolder = new Outputs(raw, raw.ProjectFolder, surroundings, bag).Cache(),
            CacheLimit = CacheSizes.Read(raw, bag),
        };
        return (bag.HasErrors ? null : sources, bag.ToImmutable());
    }
}
