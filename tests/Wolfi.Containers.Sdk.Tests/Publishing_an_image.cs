using System.Text.Json.Nodes;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>The ways to ask for an image.</summary>
[TestClass]
public sealed class Publishing_an_image
{
    [TestMethod]
    public async Task By_property_by_target_and_again_gives_one_image_and_its_outputs()
    {
        TestProject project = await TestProject.ConsoleAsync();
        string[] wanted =
        [
            "-getProperty:WolfiImageDigest,WolfiImageReference,GeneratedContainerDigest,GeneratedContainerManifest",
            "-getProperty:GeneratedContainerConfiguration,GeneratedContainerMediaType,GeneratedArchiveOutputPath",
            "-getItem:GeneratedContainer,GeneratedContainerName",
            "-p:ContainerImageTags=1.2%3Blatest", $"-p:ContainerArchiveOutputPath={project.FullPath("out/shop.tar")}",
        ];
        JsonNode byProperty = JsonNode.Parse((await project.PublishAsync(wanted)).Succeeded())!;
        JsonNode properties = byProperty["Properties"]!;
        string digest = (string)properties["WolfiImageDigest"]!;
        StringAssert.StartsWith(digest, "sha256:");
        Assert.AreEqual("shop@" + digest, (string)properties["WolfiImageReference"]!);
        Assert.AreEqual(digest, (string)properties["GeneratedContainerDigest"]!);
        Assert.AreEqual("application/vnd.oci.image.manifest.v1+json", (string)properties["GeneratedContainerMediaType"]!);
        Assert.AreEqual(project.FullPath("out/shop.tar"), (string)properties["GeneratedArchiveOutputPath"]!);
        Assert.AreEqual(2, (int)JsonNode.Parse((string)properties["GeneratedContainerManifest"]!)!["schemaVersion"]!);
        Assert.AreEqual("65532:65532", (string)JsonNode.Parse((string)properties["GeneratedContainerConfiguration"]!)!["config"]!["User"]!);
        Assert.AreEqual(digest, (string)byProperty["Items"]!["GeneratedContainer"]![0]!["ManifestDigest"]!);
        CollectionAssert.AreEqual(new[] { "shop:1.2", "shop:latest" }, byProperty["Items"]!["GeneratedContainerName"]!.AsArray().Select(item => (string)item!["Identity"]!).ToArray());
        Assert.IsTrue(File.Exists(project.FullPath("out/shop.tar")));
        Assert.IsTrue(File.Exists(project.FullPath("bin/Release/net10.0/publish-image/layout/index.json")));

        JsonNode byTarget = JsonNode.Parse((await project.RunAsync("publish", ["-t:PublishWolfiImage", .. wanted])).Succeeded())!;
        Assert.AreEqual(properties.ToJsonString(), byTarget["Properties"]!.ToJsonString());
        Assert.AreEqual(2, byTarget["Items"]!["GeneratedContainerName"]!.AsArray().Count);

        string again = (await project.PublishAsync("--no-build", "-p:ContainerImageTags=1.2%3Blatest", $"-p:ContainerArchiveOutputPath={project.FullPath("out/shop.tar")}")).Succeeded();
        StringAssert.Contains(again, digest);
        StringAssert.Contains(again, "up to date");

        // A portable app holds nothing of the machine that builds it, so that it makes an image for the other processor too.
        string other = (await project.PublishAsync("--no-build", "-p:ContainerRuntimeIdentifier=linux-arm64", "-getProperty:GeneratedContainerConfiguration")).Succeeded();
        Assert.AreEqual("arm64", (string)JsonNode.Parse(other)!["architecture"]!);
    }

    [TestMethod]
    public async Task Both_doors_lead_to_one_image_and_may_both_be_open()
    {
        const string Body = "<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>";
        const string Element = """<Sdk Name="Wolfi.Containers.Sdk" Version="VERSION" />""";
        const string Reference = """<ItemGroup><PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" /></ItemGroup>""";
        (string, string) program = ("Program.cs", "System.Console.WriteLine(\"hello\");\n");
        HashSet<string> digests = [];
        foreach (string doors in (string[])[Element + Body, Body + Reference, Element + Body + Reference])
        {
            TestProject project = await TestProject.CreateAsync("shop", $"""<Project Sdk="Microsoft.NET.Sdk">{doors}</Project>""", program);
            digests.Add(await project.DigestAsync());
        }

        Assert.HasCount(1, digests);
        string other = await Workshop.OtherVersionAsync();
        TestProject mixed = await TestProject.CreateAsync(
            "shop", $"""<Project Sdk="Microsoft.NET.Sdk">{Element}{Body}{Reference.Replace("VERSION", other, StringComparison.Ordinal)}</Project>""", program);
        CommandResult result = await mixed.PublishAsync();
        CollectionAssert.AreEqual(new[] { "WOLFI1003" }, result.Errors, result.Output);
        StringAssert.Contains(result.Output, other);
        Assert.IsFalse(Directory.Exists(mixed.FullPath("bin/Release/net10.0/publish")), "it fails before anything is published");
    }

    [TestMethod]
    public async Task A_publish_profile_and_an_output_folder_work()
    {
        TestProject project = await TestProject.CreateAsync(
            "shop",
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" /></ItemGroup>
            </Project>
            """,
            ("Program.cs", "var app = WebApplication.Create(args); app.MapStaticAssets(); app.Run();\n"),
            ("appsettings.json", "{}"),
            ("wwwroot/site.css", "body { }\n"),
            ("Properties/PublishProfiles/Wolfi.pubxml", "<Project><PropertyGroup><PublishWolfiImage>true</PublishWolfiImage><PublishProtocol>FileSystem</PublishProtocol></PropertyGroup></Project>"));
        string[] arguments = ["-p:PublishProfile=Wolfi", "-o", "out", "-getProperty:WolfiImageDigest"];
        string first = (await project.RunAsync("publish", arguments)).Succeeded();
        Assert.IsTrue(File.Exists(project.FullPath("out-image/layout/index.json")));
        Assert.IsTrue(File.Exists(project.FullPath("wolfi.lock.json")));
        Assert.AreEqual(first, (await project.RunAsync("publish", [.. arguments, "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true"])).Succeeded());
        PublishedApp app = project.Captured();
        Assert.AreEqual(project.FullPath("out"), app.PublishFolder);
        Assert.AreEqual(
            string.Join('\n',
            [
                "appsettings.json", "shop.deps.json", "shop.dll", "shop.pdb", "shop.runtimeconfig.json", "shop.staticwebassets.endpoints.json", "web.config",
                "wwwroot/site.css", "wwwroot/site.css.br", "wwwroot/site.css.gz",
            ]),
            string.Join('\n', app.Files.Select(file => file.RelativePath)),
            "the lock file is no part of the app");
        Assert.IsFalse(app.Files.Any(file => file.Source == FileSource.Unknown));
        Assert.IsTrue(app.Files.Single(file => file.Substituted).RelativePath.EndsWith("endpoints.json", StringComparison.Ordinal));

        // A web project publishes every **/*.json: neither layout nor its companions may be among them, wherever they are.
        string layout = $"-p:WolfiImageLayout={project.FullPath("made/layout")}";
        (await project.RunAsync("publish", [.. arguments, layout])).Succeeded();
        Assert.AreEqual(first, (await project.RunAsync("publish", [.. arguments, layout])).Succeeded());
        Assert.HasCount(10, project.Captured().Files);
    }

    [TestMethod]
    public async Task The_SDKs_own_container_targets_change_nothing()
    {
        TestProject project = await TestProject.ConsoleAsync(properties: "<ContainerRepository>Shop.Web</ContainerRepository>", items: """<ContainerLabel Include="a" Value="b" />""");
        string digest = await project.DigestAsync();
        CommandResult result = await project.RunAsync(
            "msbuild", "-p:Configuration=Release", "-p:_IsPublishing=true", "-p:PublishWolfiImage=true", "-t:ComputeContainerConfig;Publish", "-getProperty:WolfiImageDigest,ContainerRepository");
        JsonNode properties = JsonNode.Parse(result.Succeeded()[result.Output.IndexOf('{')..])!["Properties"]!;
        Assert.AreEqual(digest, (string)properties["WolfiImageDigest"]!, result.Output);
        Assert.AreEqual("shop-web", (string)properties["ContainerRepository"]!);
    }

    // Case 87: properties and items with separators, quotes, escapes and odd letters are literal.
    [TestMethod]
    public async Task Properties_and_items_reach_the_image_literally()
    {
        // 87
        const string Value = "a;b%3Bc \"d\" 'e' $(HOME) @(Compile) é\\";
        TestProject project = await TestProject.ConsoleAsync(
            items: """<ContainerEnvironmentVariable Include="ITEM" Value="a%3Bb%253Bc &quot;d&quot; 'e' %24(HOME) %40(Compile) é\" /><ContainerPort Include="8443" Type="tcp" />""");
        project.Environment["ContainerLabels"] = "one=http://h:1/x;two=c d";
        string text = (await project.PublishAsync("-p:ContainerEnvironmentVariables=\"A=b;C=http://h:1/x\"", "-getProperty:GeneratedContainerConfiguration")).Succeeded();
        JsonNode config = JsonNode.Parse(text)!["config"]!;
        string[] environment = [.. config["Env"]!.AsArray().Select(entry => (string)entry!)];
        CollectionAssert.Contains(environment, "ITEM=" + Value);
        CollectionAssert.Contains(environment, "A=b");
        CollectionAssert.Contains(environment, "C=http://h:1/x");
        Assert.AreEqual("http://h:1/x", (string)config["Labels"]!["one"]!);
        Assert.AreEqual("c d", (string)config["Labels"]!["two"]!);
        Assert.IsNotNull(config["ExposedPorts"]!["8443/tcp"]);
    }
}
