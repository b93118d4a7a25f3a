using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Sdk.Tests.Harness;

/// <summary>A project in a folder of its own, as a user would have it.</summary>
internal sealed class TestProject
{
    private readonly List<string> _standard = [];

    private TestProject(string folder) => Folder = folder;

    public string Folder { get; }

    public Dictionary<string, string> Environment { get; } = Workshop.DotnetEnvironment();

    public string PublishFolder { get; set; } = "bin/Release/net10.0/publish";

    /// <summary>Makes a project; <c>VERSION</c> in the text stands for the package's version.</summary>
    public static async Task<TestProject> CreateAsync(string name, string project, params (string Path, string Text)[] files)
    {
        TestProject made = new(Workshop.NewPath(name));
        string version = await Workshop.VersionAsync();
        made.Write($"{name}.csproj", project.Replace("VERSION", version, StringComparison.Ordinal));
        foreach ((string path, string text) in files)
        {
            made.Write(path, text.Replace("VERSION", version, StringComparison.Ordinal));
        }

        made._standard.AddRange(
        [
            $"-p:WolfiRepository={Workshop.Repository.Folder}", $"-p:WolfiKey={Workshop.Repository.KeyFile}", $"-p:WolfiCacheFolder={Path.Combine(Workshop.Folder, "cache")}",
            "-p:WolfiUpdate=true",
        ]);
        return made;
    }

    /// <summary>A console project that takes the package by a reference.</summary>
    public static Task<TestProject> ConsoleAsync(string name = "shop", string properties = "", string items = "") => CreateAsync(
        name,
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" />
            {items}
          </ItemGroup>
        </Project>
        """,
        ("Program.cs", "System.Console.WriteLine(\"hello\");\n"));

    /// <summary>Runs <c>dotnet</c> in the project's folder with the small repository, unless the arguments say otherwise: of two values of one property the last counts.</summary>
    public Task<CommandResult> RunAsync(string verb, params IEnumerable<string> arguments) =>
        Commands.RunAsync(Folder, Environment, "dotnet", [verb, .. _standard, .. arguments]);

    /// <summary>Publishes an image.</summary>
    public Task<CommandResult> PublishAsync(params IEnumerable<string> arguments) => RunAsync("publish", ["-p:PublishWolfiImage=true", .. arguments]);

    /// <summary>Publishes an image and tells its digest.</summary>
    public async Task<string> DigestAsync(params IEnumerable<string> arguments)
    {
        CommandResult result = await PublishAsync([.. arguments, "-getProperty:WolfiImageDigest"]);
        string digest = result.Succeeded().Trim();
        StringAssert.Matches(digest, new("^sha256:[0-9a-f]{64}$"));
        return digest;
    }

    /// <summary>What the build wrote down about the app.</summary>
    public PublishedApp Captured() =>
        PublishedAppJson.ReadFile(Directory.GetFiles(Path.Combine(Folder, "obj"), "published-app.json", SearchOption.AllDirectories).Single());

    public string FullPath(string path) => Path.Combine(Folder, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllText(FullPath(path), text);
    }
}
