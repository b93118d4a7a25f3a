using System.Globalization;
using System.Security;

namespace Wolfi.EndToEnd.Harness;

/// <summary>The packed NuGet packages, with an empty package cache beside them.</summary>
internal sealed class Feed
{
    private Feed(string folder, string version)
    {
        Folder = folder;
        Version = version;
    }

    /// <summary>The folder with the .nupkg files.</summary>
    public string Folder { get; }

    /// <summary>The packages' version: never used before, so that no old task assembly or package can stand in.</summary>
    public string Version { get; }

    /// <summary>The user's package cache of this run.</summary>
    public static string PackageCache => Path.Combine(Run.Folder, "nuget");

    public static async Task<Feed> PackAsync()
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");
        string output = Path.Combine(Run.Folder, "feed");
        Directory.CreateDirectory(output);
        Dictionary<string, string> environment = DotnetEnvironment();
        environment["WOLFI_VERSION"] = version;
        (await Commands.RunAsync(SharedData.RepositoryRoot, environment, Path.Combine(SharedData.RepositoryRoot, "eng", "pack.sh"), output)).Succeeded();
        return new Feed(output, version);
    }

    /// <summary>What every <c>dotnet</c> of the tests sees.</summary>
    public static Dictionary<string, string> DotnetEnvironment() => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["UseSharedCompilation"] = "false",

        // With a key of nobody: tests about signatures say what they sign with.
        ["WolfiSign"] = "false",

        // Nothing is loaded into the Docker of whoever runs the tests.
        ["WolfiLoad"] = "false",
    };

    /// <summary>A <c>nuget.config</c> that adds this feed to the machine's sources.</summary>
    public string NuGetConfig => $"""
        <configuration>
          <packageSources>
            <add key="wolfi-e2e" value="{SecurityElement.Escape(Folder)}" />
          </packageSources>
        </configuration>

        """;
}
