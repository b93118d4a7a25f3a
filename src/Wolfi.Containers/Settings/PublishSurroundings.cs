using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Settings;

/// <summary>What a request takes from its surroundings, read once at the edge.</summary>
public sealed record PublishSurroundings
{
    /// <summary>The environment variable <c>SOURCE_DATE_EPOCH</c>; null when it is not set.</summary>
    public string? SourceDateEpoch { get; init; }

    /// <summary>The time of the commit.</summary>
    public CommitTime CommitTime { get; init; } = CommitTime.NoRepository;

    /// <summary>Absolute path of the folder where the user's caches lie; null when there is none.</summary>
    public string? UserCacheFolder { get; init; }

    /// <summary>Absolute path of the folder where the user's lasting data lies; null when there is none.</summary>
    public string? UserDataFolder { get; init; }

    /// <summary>The file of the user's key that marks derived entries of the cache; null when there is no folder for it.</summary>
    internal string? DerivedKeyFile => UserDataFolder is { } data ? UserCache.DerivedKeyFileIn(data) : null;

    /// <summary>The file of the user's development key; null when there is no folder for it.</summary>
    internal string? DevelopmentKeyFile => UserDataFolder is { } data ? UserCache.DevelopmentKeyFileIn(data) : null;

    /// <summary>Where passwords of keys, and keys themselves, are in the environment.</summary>
    public KeySecrets KeySecrets { get; init; } = KeySecrets.OfThisProcess;

    /// <summary>Properties that build files of NuGet packages set.</summary>
    public ImmutableArray<PackageProperty> PackageProperties { get; init; } = [];

    /// <summary>Names of secrets that files of the project set as properties, each with its file.</summary>
    public ImmutableArray<(string Name, string File)> SecretProperties { get; init; } = [];

    /// <summary>Where the environment says that credentials may be found.</summary>
    public CredentialSources Credentials { get; init; } = CredentialSources.None;

    /// <summary>Path of the project file in its git repository, with forward slashes; null outside of one.</summary>
    public string? ProjectPathInRepository { get; init; }

    /// <summary>Variables by which services for continuous integration tell of a run.</summary>
    public ImmutableSortedDictionary<string, string> IntegrationVariables { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Where the environment says that credentials of registries may be found.</summary>
    public RegistryCredentialSources RegistryCredentials { get; init; } = RegistryCredentialSources.None;

    /// <summary>Registries, as hosts with ports, that the environment calls insecure.</summary>
    public ImmutableArray<string> InsecureRegistries { get; init; } = [];

    /// <summary>Where the environment says that container engines may be found.</summary>
    public DaemonSources Daemons { get; init; } = DaemonSources.None;

    /// <summary>Absolute path of the file where the build server reads outputs; null where the environment names none.</summary>
    public string? OutputsFile { get; init; }

    /// <summary>The disk.</summary>
    public required ISettingsFiles Files { get; init; }
}
