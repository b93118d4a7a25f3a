using System.Text.Json.Nodes;
using Wolfi.Containers.Sdk.Tests.Harness;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Projects that name several platforms, built by the real .NET SDK without a pack for any of them.</summary>
[TestClass]
public sealed class Images_for_several_platforms
{
    private const string Platforms = "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers>";
    private const string Settings = """
        <ContainerLabel Include="org.example.url" Value="https://example.org:8443/a;b" />
        <ContainerEnvironmentVariable Include="A_URL" Value="http://h:1/x;y=z" />
        """;

    [TestMethod]
    public async Task A_portable_app_is_published_once_and_its_values_arrive_whole()
    {
        TestProject project = await TestProject.ConsoleAsync("shop", Platforms, Settings);
        const string Wanted = "-getProperty:WolfiImageDigest,GeneratedContainerDigest,GeneratedImageIndex,GeneratedContainerConfiguration,PublishDir";
        JsonNode byProperty = JsonNode.Parse((await project.PublishAsync(Wanted, "-getItem:GeneratedContainer")).Succeeded())!;
        string digest = (string)byProperty["Properties"]!["WolfiImageDigest"]!;
        Assert.AreEqual(digest, (string)byProperty["Properties"]!["GeneratedContainerDigest"]!);
        Assert.AreEqual("", (string)byProperty["Properties"]!["GeneratedContainerConfiguration"]!);
        JsonArray entries = JsonNode.Parse((string)byProperty["Properties"]!["GeneratedImageIndex"]!)!["manifests"]!.AsArray();
        CollectionAssert.AreEqual(new[] { "amd64", "arm64" }, entries.Select(entry => (string)entry!["platform"]!["architecture"]!).ToArray());
        Assert.AreEqual("v8", (string?)entries[1]!["platform"]!["variant"]);
        CollectionAssert.AreEqual(
            new[] { "GeneratedContainer", "linux/amd64", "linux/arm64/v8" }, byProperty["Items"]!["GeneratedContainer"]!.AsArray().Select(item => (string)item!["Identity"]!).ToArray());
        Assert.HasCount(1, Directory.GetFiles(project.FullPath("obj"), "published-app.json", SearchOption.AllDirectories));

        OciLayout layout = OciLayout.Open(project.FullPath("bin/Release/net10.0/publish-image/layout"));
        Descriptor root = layout.FindRoot("latest", CancellationToken.None);
        Assert.AreEqual(digest, root.Digest.ToString());
        Assert.IsEmpty(IndexValidator.Validate(layout, root, CancellationToken.None));
        MultiPlatformImage image = MultiPlatformImage.Read(layout, root, CancellationToken.None);
        foreach (Image one in image.Images)
        {
            Assert.AreEqual("https://example.org:8443/a;b", one.Config.Value.Container.Labels["org.example.url"]);
            CollectionAssert.Contains(one.Config.Value.Container.Env, "A_URL=http://h:1/x;y=z");
            CollectionAssert.AreEqual(new[] { "/usr/bin/dotnet", "/app/shop.dll" }, one.Config.Value.Container.Entrypoint);
        }

        Assert.AreEqual(image.Images[0].Layers[^2].Descriptor.Digest, image.Images[1].Layers[^2].Descriptor.Digest, "the app's own code is one layer");

        JsonNode byTarget = JsonNode.Parse((await project.RunAsync("publish", "-t:PublishWolfiImage", "--no-build", "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true", Wanted)).Succeeded())!;
        Assert.AreEqual(digest, (string)byTarget["Properties"]!["WolfiImageDigest"]!);
        Assert.AreEqual(digest, (string)byTarget["Properties"]!["GeneratedContainerDigest"]!);
        StringAssert.Contains((await project.PublishAsync("--no-build", "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true")).Succeeded(), "up to date");

        string alone = (await project.PublishAsync("-r", "linux-x64", "--self-contained", "false", "-getProperty:GeneratedImageIndex,GeneratedContainerMediaType")).Succeeded();
        Assert.AreEqual("application/vnd.oci.image.manifest.v1+json", (string)JsonNode.Parse(alone)!["Properties"]!["GeneratedContainerMediaType"]!, "-r wins");
    }

    [TestMethod]
    public async Task What_can_be_no_platform_fails_before_anything_is_built()
    {
        TestProject project = await TestProject.ConsoleAsync(properties: "<ContainerRuntimeIdentifiers>linux-x64;linux-musl-arm64;win-x64</ContainerRuntimeIdentifiers>");
        CommandResult result = await project.PublishAsync();
        CollectionAssert.AreEquivalent(new[] { "WOLFI1130", "WOLFI1131" }, result.Errors, result.Output);
        Assert.IsFalse(Directory.Exists(project.FullPath("bin/Release/net10.0")), result.Output);
    }

    [TestMethod]
    public async Task An_app_with_native_code_is_published_for_each_platform_and_the_project_not_once_more()
    {
        // A list with one platform twice: the packs of others are on no machine that has not fetched them.
        TestProject project = await TestProject.CreateAsync(
            "shop",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><PublishSelfContained>true</PublishSelfContained><InvariantGlobalization>true</InvariantGlobalization>
                <ContainerRuntimeIdentifiers>linux-x64;linux-x64</ContainerRuntimeIdentifiers>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" />
                <ProjectReference Include="parts/parts.csproj" />
                <Compile Remove="parts/**" />
              </ItemGroup>
            </Project>
            """,
            ("Program.cs", "System.Console.WriteLine(Parts.Name);\n"),
            ("parts/parts.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>"""),
            ("parts/Parts.cs", "public static class Parts { public const string Name = \"parts\"; }\n"));
        string output = (await project.PublishAsync("-o", "out", "-p:WolfiLockedMode=false")).Succeeded();
        Assert.IsTrue(File.Exists(project.FullPath("out-linux-x64/shop")), output);
        Assert.IsFalse(Directory.Exists(project.FullPath("out")), "the project as a whole has nothing to leave");
        Assert.IsTrue(Directory.Exists(project.FullPath("out-image/layout")), output);
        Assert.HasCount(1, output.Split('\n').Where(line => line.Contains("parts -> ", StringComparison.Ordinal)).ToArray(), output);
        Assert.HasCount(1, output.Split('\n').Where(line => line.Contains("-> ", StringComparison.Ordinal) && line.Contains("out-linux-x64", StringComparison.Ordinal)).ToArray(), output);
        Image image = OciLayout.Open(project.FullPath("out-image/layout")).ReadImage("latest", null, CancellationToken.None);
        CollectionAssert.AreEqual(new[] { "/app/shop" }, image.Config.Value.Container.Entrypoint, "a list of one platform makes one image and no index");
    }

    [TestMethod]
    public async Task A_publish_profile_asks_for_the_image_and_names_its_platforms()
    {
        TestProject project = await TestProject.ConsoleAsync();
        project.Write("Properties/PublishProfiles/image.pubxml", $"<Project><PropertyGroup><PublishWolfiImage>true</PublishWolfiImage>{Platforms}</PropertyGroup></Project>");
        CommandResult published = await project.RunAsync("publish", "-p:PublishProfile=image");
        StringAssert.Contains(published.Succeeded(), "2 platforms", "an app of one build");
        Assert.DoesNotContain("warning MSB", published.Output);

        string asked = (await project.RunAsync("msbuild", "-p:PublishProfile=image.pubxml", "-p:SelfContained=true", "-getProperty:_WolfiPlatforms,_WolfiBuildsPerPlatform,RuntimeIdentifier")).Succeeded();
        JsonNode properties = JsonNode.Parse(asked)!["Properties"]!;
        Assert.AreEqual("linux-x64;linux-arm64 true ", $"{properties["_WolfiPlatforms"]} {properties["_WolfiBuildsPerPlatform"]} {properties["RuntimeIdentifier"]}", "a build for each platform");
        StringAssert.Contains((await project.RunAsync("publish", "--no-build", "-p:PublishProfile=none")).Succeeded(), "NETSDK1198", "a profile that is not there is the .NET SDK's to tell");
    }

    [TestMethod]
    public async Task A_pack_that_is_missing_is_for_restore_to_tell()
    {
        TestProject project = await TestProject.ConsoleAsync(properties: Platforms + "<PublishSelfContained>true</PublishSelfContained>");
        project.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="feed" value="{Workshop.Feed}" /></packageSources></configuration>""");
        CommandResult result = await project.PublishAsync("-p:RestorePackagesPath=" + project.FullPath("packages"));
        Assert.AreNotEqual(0, result.ExitCode);
        Assert.IsEmpty(result.Errors, result.Output);
        StringAssert.Contains(result.Output, "error NU1101: Unable to find package Microsoft.NETCore.App.Runtime.linux-arm64");
        Assert.IsFalse(Directory.Exists(project.FullPath("bin/Release")), "nothing is built before all of it can be");
    }
}
