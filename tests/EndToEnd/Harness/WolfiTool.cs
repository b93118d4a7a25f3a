namespace Wolfi.EndToEnd.Harness;

/// <summary>The command line, installed from the packed tool as a user would.</summary>
internal static class WolfiTool
{
    private static readonly Lazy<Task<string>> Program = new(InstallAsync);

    /// <summary>Runs <c>dotnet-wolfi</c>.</summary>
    public static async Task<CommandResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        await Commands.RunAsync(folder, environment, await Program.Value, arguments);

    private static async Task<string> InstallAsync()
    {
        Feed feed = await Run.Feed;
        string folder = Run.NewPath("tool");
        Dictionary<string, string> environment = Feed.DotnetEnvironment();
        environment["NUGET_PACKAGES"] = Feed.PackageCache;
        (await Commands.RunAsync(
            Run.Folder, environment, "dotnet", "tool", "install", "Wolfi.Containers.Tool", "--tool-path", folder, "--version", feed.Version, "--source", feed.Folder)).Succeeded();
        return Path.Combine(folder, "dotnet-wolfi");
    }
}
