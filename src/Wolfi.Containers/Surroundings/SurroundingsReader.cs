using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads the environment, the repository and the disk: the one place where they enter a request.</summary>
public static class SurroundingsReader
{
    /// <summary>Reads them for a project.</summary>
    /// <param name="raw">The project's settings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<PublishSurroundings> ReadAsync(RawPublishOptions raw, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(raw);
        string? epoch = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        return new PublishSurroundings
        {
            SourceDateEpoch = epoch,
            CommitTime = epoch is null
                ? await CommitTimeReader.ReadAsync(raw.ProjectFolder, Environment.GetEnvironmentVariable("PATH"), cancellationToken).ConfigureAwait(false)
                : CommitTime.NoRepository,
            UserCacheFolder = UserFolders.Cache(Environment.GetEnvironmentVariable),
            UserDataFolder = UserFolders.Data(Environment.GetEnvironmentVariable),
            PackageProperties = PackagePropertyReader.Read(ImportFiles(raw), PackageOwnership.Folders(raw), cancellationToken),
            SecretProperties = SecretPropertyReader.Read(raw.ProjectFile, SigningSettingsReader.SecretNamesOf(raw)),
            Credentials = CredentialSourcesReader.Read(),
            RegistryCredentials = RegistrySourcesReader.Read(),
            InsecureRegistries = RegistrySourcesReader.Insecure(),
            Daemons = DaemonSourcesReader.Read(),
            OutputsFile = Environment.GetEnvironmentVariable("GITHUB_OUTPUT") is { } outputs && Path.IsPathFullyQualified(outputs) ? outputs : null,
            ProjectPathInRepository = RepositoryPaths.InRepository(raw.ProjectFile),
            IntegrationVariables = IntegrationVariables.Read(Environment.GetEnvironmentVariable),
            Files = new DiskSettingsFiles(),
        };
    }

    private static IEnumerable<string> ImportFiles(RawPublishOptions raw)
    {
        string folder = raw[KnownSettings.MSBuildProjectExtensionsPath] is { Length: > 0 } set ? raw.FullPath(set) : Path.Combine(raw.ProjectFolder, "obj");
        string file = Path.Combine(folder, Path.GetFileName(raw.ProjectFile) + ".nuget.g.");
        return [file + "props", file + "targets"];
    }
}
