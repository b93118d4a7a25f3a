using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads the environment, the repository and the disk: the one place where they enter a request.</summary>
public static class SurroundingsReader
{
    /// <summary>Reads them for a project.</summary>
    /// <param name="projectFolder">Absolute path of the project's folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<PublishSurroundings> ReadAsync(string projectFolder, CancellationToken cancellationToken)
    {
        string? epoch = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        return new PublishSurroundings
        {
            SourceDateEpoch = epoch,
            CommitTime = epoch is null
                ? await CommitTimeReader.ReadAsync(projectFolder, Environment.GetEnvironmentVariable("PATH"), cancellationToken).ConfigureAwait(false)
                : CommitTime.NoRepository,
            UserCacheFolder = UserFolders.Cache(Environment.GetEnvironmentVariable),
            UserDataFolder = UserFolders.Data(Environment.GetEnvironmentVariable),
            Files = new DiskSettingsFiles(),
        };
    }
}
