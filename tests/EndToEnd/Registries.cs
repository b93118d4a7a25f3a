using System.Text.Json.Nodes;
using Wolfi.EndToEnd.Harness;
using Wolfi.TestRegistry;

namespace Wolfi.EndToEnd;

/// <summary>Images through registries: a real one without the referrers API, and one that counts.</summary>
[TestClass]
public sealed class Registries
{
    private const long OneMegabyte = 1_000_000;

    [TestMethod]
    public async Task A_Debian_registry_takes_an_image_and_gives_it_back_to_skopeo_Docker_and_Podman()
    {
        Project project = await Project.CopyAsync("WebApi");
        await using DebianRegistry registry = await DebianRegistry.StartAsync();
        string name = $"{registry.Authority}/team/webapi";
        string outputs = Run.NewPath("outputs");
        string[] arguments = [$"-p:ContainerRegistry={registry.Authority}", "-p:ContainerRepository=team/webapi", Project.Property("WolfiOutputsFile", outputs)];

        CommandResult published = (await project.PublishAsync("layout", arguments)).Succeeded();
        LayoutImage image = LayoutImage.Read(project.LayoutPath());
        StringAssert.Contains(published.Output, $"image    {name}@{image.Digest}");
        CollectionAssert.Contains(File.ReadAllLines(outputs), $"image-reference={name}@{image.Digest}");

        string pulled = Run.NewPath("pulled");
        (await SkopeoAsync("copy", $"docker://{name}:latest", $"oci:{pulled}:latest")).Succeeded();
        LayoutImage back = LayoutImage.Read(pulled);
        Assert.AreEqual(image.Digest, back.Digest);
        using (Bundle bundle = await Bundle.UnpackAsync(back, Run.NewPath("bundle"), CancellationToken.None))
        {
            await using Container container = Container.Start(bundle);
            Assert.AreEqual(200, (await container.GetAsync(8080, "/", TimeSpan.FromSeconds(60), CancellationToken.None)).Status, container.Output);
        }

        await using (DockerDaemon docker = await DockerDaemon.StartAsync())
        {
            (await docker.DockerAsync("pull", "--quiet", $"{name}@{image.Digest}")).Succeeded();
            string id = (await docker.DockerAsync("run", "--detach", "--network", "none", "--read-only", "--cap-drop", "ALL", $"{name}@{image.Digest}")).Succeeded().Output.Trim();
            await RunningContainer.AnswersAsync(docker.DockerAsync, id);
        }

        await using (PodmanStore podman = new())
        {
            (await podman.PodmanAsync("pull", "--quiet", "--tls-verify=false", $"{name}@{image.Digest}")).Succeeded();
            await RunningContainer.AnswersAsync(podman.PodmanAsync, await podman.RunAsync($"{name}@{image.Digest}"));
        }

        // What is attached is listed under the tag of the image's digest.
        string list = (await SkopeoAsync("inspect", "--raw", $"docker://{name}:{image.Digest.Replace(':', '-')}")).Succeeded().Output;
        string[] stated = [.. JsonNode.Parse(list)!["manifests"]!.AsArray().Select(entry => (string?)entry!["annotations"]?["in-toto.io/predicate-type"]).OfType<string>()];
        CollectionAssert.Contains(stated, "https://slsa.dev/provenance/v1", list);

        (await project.PublishAsync("layout", [.. arguments, "-p:WolfiUpdate=false", "-p:WolfiLockedMode=false"])).Succeeded();
        Dictionary<string, string> environment = Feed.DotnetEnvironment();
        CommandResult copied = await WolfiTool.RunAsync(Run.Folder, environment, "copy", $"{name}:latest", $"{registry.Authority}/second/webapi:1");
        StringAssert.Contains(copied.Succeeded().Output, $"{registry.Authority}/second/webapi@{image.Digest}");
        CommandResult inspected = await WolfiTool.RunAsync(Run.Folder, environment, "inspect", $"{registry.Authority}/second/webapi:1");
        StringAssert.Contains(inspected.Succeeded().Output, "aspnet-10-runtime");
        CommandResult bill = await WolfiTool.RunAsync(Run.Folder, environment, "sbom", $"{registry.Authority}/second/webapi:1", "--format", "cyclonedx");
        Assert.AreEqual(File.ReadAllText(project.LayoutPath() + ".cdx.json"), bill.Succeeded().Output.TrimEnd('\n'));

        string[] asked = [.. await registry.StopAsync()];
        string[] writes = [.. asked.Where(request => request.StartsWith("PUT ", StringComparison.Ordinal) && request.Contains("/manifests/", StringComparison.Ordinal)).Select(request => request["PUT ".Length..])];
        Assert.AreEqual(1, writes.Count(path => path == "/v2/team/webapi/manifests/latest"), "the second publish sets no tag again");
        Assert.AreEqual(1, asked.Count(request => request == "HEAD /v2/team/webapi/manifests/latest"), "and asks once");
        Assert.IsFalse(asked.Any(request => request.StartsWith("POST /v2/second/", StringComparison.Ordinal) && !request.Contains("mount=", StringComparison.Ordinal)), "layers within a registry are mounted");
    }

    [TestMethod]
    public async Task Without_a_layout_an_image_is_the_same_to_skopeo_and_a_second_app_fetches_no_package()
    {
        Project project = await Project.CopyAsync("WebApi");
        await using DebianRegistry registry = await DebianRegistry.StartAsync();
        string cache = Run.NewPath("cache");
        string[] arguments = ["-p:WolfiImageLayout=false", $"-p:ContainerRegistry={registry.Authority}", Project.Property("WolfiCacheFolder", cache)];

        (await project.PublishAsync("none", [.. arguments, "-p:ContainerRepository=team/webapi"])).Succeeded();
        LayoutImage pulled = await PullAsync($"{registry.Authority}/team/webapi");
        using (Bundle bundle = await Bundle.UnpackAsync(pulled, Run.NewPath("bundle"), CancellationToken.None))
        {
            await using Container container = Container.Start(bundle);
            Assert.AreEqual(200, (await container.GetAsync(8080, "/", TimeSpan.FromSeconds(60), CancellationToken.None)).Status, container.Output);
        }

        LayoutImage withLayout = await project.PublishImageAsync("layout", "-p:ContainerRepository=team/webapi", "-p:WolfiLoad=false");
        Assert.AreEqual(withLayout.Digest, pulled.Digest);

        string packages = Path.Combine(cache, "packages");
        Directory.Delete(packages, recursive: true);
        Project other = await Project.CopyAsync("WebApi");
        (await other.PublishAsync("none", [.. arguments, "-p:ContainerRepository=team/other", "-p:AssemblyName=Other"])).Succeeded();
        LayoutImage second = await PullAsync($"{registry.Authority}/team/other");
        Assert.AreNotEqual(pulled.Digest, second.Digest);
        Assert.IsTrue(second.Layers.SkipLast(2).SequenceEqual(pulled.Layers.SkipLast(2)), "all but the app's own code and the state are the same layers");
        Assert.IsFalse(Directory.Exists(packages) && Directory.EnumerateFiles(packages, "*.apk", SearchOption.AllDirectories).Any(), "no package was fetched");
    }

    [TestMethod]
    public async Task A_one_line_change_sends_little_and_another_app_no_package()
    {
        Project project = await Project.CopyAsync("WebApi.SelfContained");
        await using Registry registry = await Registry.StartAsync();
        string[] arguments = [$"-p:ContainerRegistry={registry.Authority}", "-p:ContainerRepository=first"];
        LayoutImage before = await project.PublishImageAsync("layout", arguments);
        long all = registry.Received;

        string program = Path.Combine(project.Folder, "Program.cs");
        File.AppendAllText(program, "\n// one line more\nfile static class Added { public const int Value = 1; }\n");
        registry.Forget();
        LayoutImage after = await project.PublishImageAsync("layout", arguments);
        Console.WriteLine($"self-contained web app: {all} bytes at first, {registry.Received} after a one-line change, {registry.Requests.Count} requests");
        Assert.AreNotEqual(before.Digest, after.Digest);
        Assert.IsLessThan(OneMegabyte, registry.Received);
        Assert.IsLessThan(0.02 * all, registry.Received);

        Project other = await Project.CopyAsync("WebApi.SelfContained");
        registry.Forget();
        LayoutImage second = await other.PublishImageAsync("layout", $"-p:ContainerRegistry={registry.Authority}", "-p:ContainerRepository=second", "-p:AssemblyName=Other");
        Assert.IsTrue(second.Layers.SkipLast(2).SequenceEqual(before.Layers.SkipLast(2)), "the packages, the proof layer and the runtime pack are the same layers");
        Assert.IsTrue(before.Layers.SkipLast(2).All(layer => registry.Store.Uploads[layer] == 1), "and are taken from the first repository");
        Console.WriteLine($"another app of the same framework: {registry.Received} bytes");
        Assert.IsLessThan(OneMegabyte, registry.Received);

        registry.Forget();
        (await project.PublishAsync("layout", [.. arguments, "-p:WolfiUpdate=false", "-p:WolfiLockedMode=false", "--no-build"])).Succeeded();
        Assert.AreEqual("HEAD /v2/first/manifests/latest 200", string.Join('\n', registry.Requests));
    }

    private static async Task<LayoutImage> PullAsync(string name)
    {
        string pulled = Run.NewPath("pulled");
        (await SkopeoAsync("copy", $"docker://{name}:latest", $"oci:{pulled}:latest")).Succeeded();
        return LayoutImage.Read(pulled);
    }

    private static Task<CommandResult> SkopeoAsync(string verb, params string[] arguments)
    {
        string[] insecure = verb == "copy" ? ["--src-tls-verify=false"] : ["--tls-verify=false"];
        return Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), ["--insecure-policy", verb, .. insecure, .. arguments]);
    }
}
