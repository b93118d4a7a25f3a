using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>What the build writes down, for each way to publish. No image is needed: the repository is not there.</summary>
[TestClass]
public sealed class Capture_of_every_publish_mode
{
    [TestMethod]
    [DataRow("self-contained", "")]
    [DataRow("single-file", "-p:PublishSingleFile=true")]
    [DataRow("trimmed", "-p:PublishTrimmed=true")]
    public async Task A_self_contained_app_names_its_runtime_pack(string mode, string argument)
    {
        TestProject project = await TestProject.ConsoleAsync(items: """<PackageReference Include="Spectre.Console" Version="0.49.1" />""");
        project.Write("Program.cs", "Spectre.Console.AnsiConsole.Write(\"x\");\n");
        PublishedApp app = await CaptureAsync(project, ["-r", "linux-x64", "--self-contained", .. argument.Length > 0 ? [argument] : Array.Empty<string>()]);
        Assert.AreEqual("linux-x64", app.RuntimeIdentifier);
        Assert.IsTrue(app.SelfContained);
        Assert.AreEqual(mode == "single-file", app.SingleFile);
        Assert.AreEqual(mode == "trimmed", app.Trimmed);
        StringAssert.Contains(app.RuntimeConfiguration, "includedFrameworks");
        Assert.IsTrue(File.Exists(app.DependenciesFile));
        Golden.Verify("Wolfi.Containers.Sdk.Tests", "capture-" + mode, "txt", Summary("files", app.Files) + Summary("inputs", app.Inputs));
    }

    [TestMethod]
    public async Task A_native_app_names_what_the_compiler_read()
    {
        TestProject project = await TestProject.CreateAsync(
            "shop",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net9.0</TargetFramework><RuntimeIdentifier>linux-x64</RuntimeIdentifier>
                <PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" /></ItemGroup>
            </Project>
            """,
            ("Program.cs", "System.Console.WriteLine(\"hello\");\n"));
        PublishedApp app = await CaptureAsync(project, []);
        Assert.IsTrue(app.NativeAot);
        Assert.IsTrue(app.SelfContained);
        Assert.IsTrue(app.InvariantGlobalization);
        Assert.AreEqual("shop Project|shop.dbg Project|shop.deps.json Project", string.Join('|', app.Files.Select(file => $"{file.RelativePath} {file.Source}")));
        PublishedFile own = app.Inputs.Single(file => file.Source == FileSource.Project);
        Assert.AreEqual("shop.dll", own.RelativePath);
        PublishedFile core = app.Inputs.Single(file => file.RelativePath == "System.Private.CoreLib.dll");
        Assert.AreEqual(FileSource.RuntimePack, core.Source);
        Assert.IsGreaterThan(100, app.Inputs.Length);
    }

    [TestMethod]
    public async Task Files_that_nothing_names_are_warned_of_and_what_can_not_ship_is_refused()
    {
        TestProject project = await TestProject.ConsoleAsync();
        project.Write("out/stray.txt", "left here");
        string[] arguments = ["-o", "out", $"-p:WolfiRepository={Workshop.NewPath("nowhere")}"];
        CommandResult stray = await project.PublishAsync(arguments);
        CollectionAssert.AreEqual(new[] { "WOLFI4025" }, stray.Warnings, stray.Output);
        StringAssert.Contains(stray.Output, "stray.txt");

        // 85: neither opened nor followed.
        File.CreateSymbolicLink(project.FullPath("out/secret.json"), "/etc/shadow");
        await Commands.RunAsync(project.Folder, project.Environment, "mkfifo", "out/pipe");
        CommandResult pipe = await project.PublishAsync(["--no-build", .. arguments]);
        CollectionAssert.AreEqual(new[] { "WOLFI4021" }, pipe.Errors, pipe.Output);
        File.Delete(project.FullPath("out/pipe"));
        CommandResult link = await project.PublishAsync(["--no-build", "-o", "out"]);
        CollectionAssert.AreEqual(new[] { "WOLFI4020" }, link.Errors, link.Output);
    }

    [TestMethod]
    public async Task Two_clones_of_a_repository_compile_to_the_same_bytes_after_a_plain_build_too()
    {
        TestProject project = await TestProject.ConsoleAsync(properties: "<DebugType>embedded</DebugType>");
        await GitAsync(project, "init", "-q");
        await GitAsync(project, "remote", "add", "origin", "https://github.com/acme/shop.git");
        project.Write(".gitignore", "bin/\nobj/\n");
        await GitAsync(project, "add", ".");
        await GitAsync(project, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
        string clone = Path.Combine(Workshop.NewPath("a much longer folder"), "shop");
        (await Commands.RunAsync(Workshop.Folder, project.Environment, "git", "clone", "-q", project.Folder, clone)).Succeeded();
        (await Commands.RunAsync(clone, project.Environment, "git", "remote", "set-url", "origin", "https://github.com/acme/shop.git")).Succeeded();

        // The plain build leaves an assembly with this folder's paths; the image must not take it.
        (await project.RunAsync("build", "-c", "Release")).Succeeded();
        string first = await project.DigestAsync();
        CommandResult other = await Commands.RunAsync(
            clone, project.Environment, "dotnet", "publish", "-p:PublishWolfiImage=true", "-p:WolfiLockedMode=false", "-getProperty:WolfiImageDigest",
            $"-p:WolfiRepository={Workshop.Repository.Folder}", $"-p:WolfiKey={Workshop.Repository.KeyFile}", $"-p:WolfiCacheFolder={Path.Combine(Workshop.Folder, "cache")}");
        Assert.AreEqual(first, other.Succeeded().Trim());

        CommandResult local = await project.PublishAsync("-p:DeterministicSourcePaths=false", "-p:PathMap=");
        CollectionAssert.AreEqual(new[] { "WOLFI4045" }, local.Warnings, local.Output);
    }

    private static async Task GitAsync(TestProject project, params string[] arguments) =>
        (await Commands.RunAsync(project.Folder, project.Environment, "git", arguments)).Succeeded();

    private static async Task<PublishedApp> CaptureAsync(TestProject project, IEnumerable<string> arguments)
    {
        CommandResult result = await project.PublishAsync([.. arguments, $"-p:WolfiRepository={Workshop.NewPath("nowhere")}"]);
        Assert.HasCount(1, result.Errors, result.Output);
        StringAssert.StartsWith(result.Errors[0], "WOLFI2", result.Output);
        Assert.IsEmpty(result.Warnings, result.Output);
        return project.Captured();
    }

    // Each source once with its count, and by name what is not of a runtime pack.
    private static string Summary(string title, ImmutableArray<PublishedFile> files) => string.Concat(
        files.GroupBy(file => $"{file.Source} {file.PackageId} {(file.Source == FileSource.RuntimePack ? "" : file.PackageVersion)}".Trim())
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Count() > 10 ? $"{title}: {group.Key}: many\n" : $"{title}: {group.Key}: {string.Join(' ', group.Select(file => file.RelativePath))}\n"));
}
