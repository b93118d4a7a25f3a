using System.IO.Compression;
using System.Text;
using Wolfi.Containers.Sdk.Tests.Harness;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Pushing in a real build, at the loudest log and with a binary log.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Pushes_in_builds
{
    private const string Secret = "s3cr3t-pass";

    [TestMethod]
    public async Task Give_the_reference_and_keep_credentials_out_of_every_log()
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { TokenUser = $"me:{Secret}", ChecksScopes = true });
        TestProject project = await TestProject.ConsoleAsync(items: """
            </ItemGroup>
            <Target Name="Say" AfterTargets="PublishWolfiImage">
              <Message Importance="high" Text="reference: $(WolfiImageReference), names: @(GeneratedContainerName)" />
            </Target>
            <ItemGroup>
            """);
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret));
        string docker = Workshop.NewPath("docker");
        Directory.CreateDirectory(docker);
        File.WriteAllText(Path.Combine(docker, "config.json"), $"{{\"auths\":{{\"{registry.Authority}\":{{\"auth\":\"{basic}\"}}}}}}");
        project.Environment["DOCKER_CONFIG"] = docker;
        project.Environment["GITHUB_OUTPUT"] = project.FullPath("outputs");
        string[] arguments = [$"-p:ContainerRegistry={registry.Authority}", "-p:ContainerRepository=team/app", "-v:diag", $"-bl:{project.FullPath("log.binlog")}"];

        string said = (await project.PublishAsync(arguments)).Succeeded();

        string digest = registry.Store.Tag("team/app", "latest")!;
        StringAssert.Contains(said, $"image    {registry.Authority}/team/app@{digest}");
        StringAssert.Contains(said, $"reference: {registry.Authority}/team/app@{digest}, names: {registry.Authority}/team/app:latest");
        StringAssert.Contains(File.ReadAllText(project.FullPath("outputs")), $"image-digest={digest}\n");
        AssertNoSecret(said, registry, project, basic);

        project.Environment["DOTNET_CONTAINER_REGISTRY_UNAME"] = "me";
        project.Environment["DOTNET_CONTAINER_REGISTRY_PWORD"] = Secret + "-old";
        CommandResult refused = await project.PublishAsync([.. arguments, "-p:ContainerImageTag=other"]);

        CollectionAssert.AreEqual(new[] { "WOLFI6004" }, refused.Errors, refused.Output);
        Assert.IsNull(registry.Store.Tag("team/app", "other"));

        // MSBuild itself writes the environment into its loudest log; what we say is looked at without it.
        Assert.DoesNotContain(basic, refused.Output);
    }

    [TestMethod]
    public async Task Write_no_layout_where_the_project_wants_none()
    {
        await using Registry registry = await Registry.StartAsync();
        TestProject project = await TestProject.ConsoleAsync(properties: "<WolfiImageLayout>false</WolfiImageLayout>");
        string[] arguments = [$"-p:ContainerRegistry={registry.Authority}", "-p:ContainerRepository=team/app", "-p:WolfiLockedMode=false"];

        string said = (await project.PublishAsync(arguments)).Succeeded();

        string outputs = project.FullPath("bin/Release/net10.0/publish-image");
        string digest = registry.Store.Tag("team/app", "latest")!;
        StringAssert.Contains(said, $"image    {registry.Authority}/team/app@{digest}");
        Assert.IsFalse(said.Contains("layout  ", StringComparison.Ordinal), said);
        Assert.IsEmpty(Directory.GetDirectories(outputs));
        Assert.IsTrue(File.Exists(Path.Combine(outputs, "image.spdx.json")));

        registry.Forget();
        (await project.PublishAsync([.. arguments, "-p:WolfiUpdate=false"])).Succeeded();
        Assert.AreEqual("HEAD /v2/team/app/manifests/latest 200", string.Join('\n', registry.Requests));

        CommandResult refused = await project.PublishAsync("-p:WolfiLoad=false");
        CollectionAssert.AreEqual(new[] { "WOLFI6053" }, refused.Errors, refused.Output);

        Assert.AreEqual(digest, await project.DigestAsync("-p:WolfiImageLayout=true", "-p:ContainerRepository=team/app", "-p:WolfiLoad=false"));
        Assert.IsTrue(File.Exists(Path.Combine(outputs, "layout", "index.json")));
    }

    private static void AssertNoSecret(string said, Registry registry, TestProject project, string basic)
    {
        using GZipStream log = new(File.OpenRead(project.FullPath("log.binlog")), CompressionMode.Decompress);
        using StreamReader reader = new(log, Encoding.Latin1);
        string binary = reader.ReadToEnd();
        StringAssert.Contains(binary, registry.Authority);
        IEnumerable<string> sent = registry.Requests.Select(request => request.Authorization?.Split(' ')[^1]).OfType<string>();
        foreach (string secret in sent.Concat([Secret, basic]))
        {
            Assert.IsFalse(said.Contains(secret, StringComparison.Ordinal), said);
            Assert.IsFalse(binary.Contains(secret, StringComparison.Ordinal), "The binary log holds the secret.");
        }
    }
}
