using System.Globalization;
using System.Security;

namespace Wolfi.Containers.Sdk.Tests.Harness;

/// <summary>What all tests of one run share: the packed package in a feed of its own, an empty package cache, a small repository.</summary>
[TestClass]
public static class Workshop
{
    private static readonly Lazy<string> LazyFolder = new(() => Directory.CreateTempSubdirectory("wolfi-sdk-").FullName);
    private static readonly Lazy<Task<string>> LazyVersion = new(() => PackAsync(""));
    private static readonly Lazy<Task<string>> LazyOtherVersion = new(() => PackAsync(".other"));
    private static readonly Lazy<SmallRepository> LazyRepository = new(() => SmallRepository.Make(Path.Combine(Folder, "repository")));
    private static int _names;

    internal static string Folder => LazyFolder.Value;

    internal static string Feed => Path.Combine(Folder, "feed");

    internal static SmallRepository Repository => LazyRepository.Value;

    /// <summary>The package's version, never used before, so that no older task assembly can stand in for it.</summary>
    internal static Task<string> VersionAsync() => LazyVersion.Value;

    /// <summary>A second version of the package, the same but for the number.</summary>
    internal static Task<string> OtherVersionAsync() => LazyOtherVersion.Value;

    /// <summary>A path that nothing else uses.</summary>
    internal static string NewPath(string name) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _names):000}-{name}"));

    /// <summary>What every <c>dotnet</c> of the tests sees. The runtime packs that this user has already are not fetched again.</summary>
    internal static Dictionary<string, string> DotnetEnvironment() => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["UseSharedCompilation"] = "false",
        ["NUGET_PACKAGES"] = Path.Combine(Folder, "nuget"),
        ["NUGET_FALLBACK_PACKAGES"] = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ["SOURCE_DATE_EPOCH"] = "1700000000",

        // Tests about signatures say what they sign with.
        ["WolfiSign"] = "false",

        // Nothing is loaded into the Docker of whoever runs the tests.
        ["WolfiLoad"] = "false",
    };

    /// <summary>Removes everything.</summary>
    [AssemblyCleanup]
    public static void Clean()
    {
        if (LazyFolder.IsValueCreated)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    // The assemblies are those that the tests were built with; only the package's number is new.
    private static async Task<string> PackAsync(string suffix)
    {
        File.WriteAllText(
            Path.Combine(Folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="wolfi-sdk-tests" value="{SecurityElement.Escape(Feed)}" />
              </packageSources>
            </configuration>
            """);
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";
        string version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}{suffix}");
        string project = Path.Combine(SharedData.RepositoryRoot, "src", "Wolfi.Containers.Sdk", "Wolfi.Containers.Sdk.csproj");
        Dictionary<string, string> environment = DotnetEnvironment();
        environment.Remove("NUGET_PACKAGES");
        environment.Remove("NUGET_FALLBACK_PACKAGES");
        (await Commands.RunAsync(
            SharedData.RepositoryRoot, environment, "dotnet", "pack", project, "--no-build", "-c", configuration, "-o", Feed, $"-p:PackageVersion={version}", "-v", "q")).Succeeded();
        return version;
    }
}
