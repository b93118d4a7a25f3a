using System.ComponentModel;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Projects;

/// <summary>The <c>dotnet</c> that evaluates and publishes projects: the one that started this tool, else the one on the search path.</summary>
internal static class DotnetProgram
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["DOTNET_NOLOGO"] = "1" };

    /// <summary>A run of it in the project's folder, where <c>global.json</c> and <c>NuGet.config</c> count from.</summary>
    /// <exception cref="WolfiException">There is none.</exception>
    public static ChildProgram Run(string projectFile, IReadOnlyList<string> arguments) => new()
    {
        File = Find(System.Environment.GetEnvironmentVariable),
        Folder = Path.GetDirectoryName(projectFile)!,
        Arguments = arguments,
        Environment = Environment,
    };

    /// <summary>Waits for what a run of it gives.</summary>
    /// <exception cref="WolfiException">It can't be started.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> run)
    {
        try
        {
            return await run.ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw ProjectErrors.NoDotnet.Fail(e, SystemReason.Of(e));
        }
    }

    private static string Find(Func<string, string?> variable) =>
        variable("DOTNET_HOST_PATH") is { Length: > 0 } host && Path.IsPathFullyQualified(host) && File.Exists(host) ? host
        : SearchPath.Find("dotnet", variable("PATH"))
        ?? throw ProjectErrors.NoDotnet.Fail("it is not on the search path");
}
