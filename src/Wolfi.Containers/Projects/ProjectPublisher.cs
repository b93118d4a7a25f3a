using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Projects;

/// <summary>Publishes projects as their users do.</summary>
public static class ProjectPublisher
{
    /// <summary>Publishes an image of a project and renews its lock file.</summary>
    /// <param name="projectFile">Absolute path of the project file.</param>
    /// <param name="properties">Properties to set.</param>
    /// <param name="arguments">More arguments of <c>dotnet publish</c>.</param>
    /// <param name="line">Hears each line that the build prints.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <exception cref="WolfiException">The build failed, or can't be started.</exception>
    public static async Task RenewLockAsync(
        string projectFile, ImmutableArray<ProjectProperty> properties, ImmutableArray<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectFile);
        ArgumentNullException.ThrowIfNull(line);
        ImmutableArray<ProjectProperty> set = [new("PublishWolfiImage", "true"), new("WolfiUpdate", "true"), new("WolfiLockedMode", "false"), new("ContainerRegistry", ""), new("RegistryUrl", ""), .. properties];
        Task<int> publish = DotnetProgram
            .Run(projectFile, ["publish", projectFile, "-nologo", .. set.Select(property => property.ToArgument()), .. arguments])
            .ForwardAsync(line, cancellationToken);
        if (await DotnetProgram.WaitAsync(publish).ConfigureAwait(false) is var exitCode and not 0)
        {
            throw LockVerbErrors.PublishFailed.Fail(projectFile, exitCode);
        }
    }
}
