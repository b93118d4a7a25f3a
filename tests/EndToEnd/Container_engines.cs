using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Images into Docker and Podman as they are: by builds, by the command line, and as one tar for all.</summary>
[TestClass]
public sealed class Container_engines
{
    private const string Name = "webapi:latest";

    [TestMethod]
    public async Task A_build_loads_into_Docker_once_and_sends_what_changed()
    {
        PublishedSample sample = await Samples.PublishedAsync("WebApi");
        Project project = sample.Project.CopyBuilt();
        await using DockerDaemon daemon = await DockerDaemon.StartAsync();
        project.Environment["DOCKER_HOST"] = daemon.Socket;
        project.Environment["WolfiLoad"] = "";

        CommandResult first = (await project.PublishAsync()).Succeeded();
        StringAssert.Contains(first.Output, $"Loaded {Name} into Docker ");
        StringAssert.Contains(first.Output, $"run      docker run --rm -p 127.0.0.1:8080:8080 {Name}");
        Assert.AreEqual((string)LayoutImage.Read(project.LayoutPath()).Manifest["config"]!["digest"]!, await IdAsync(daemon));
        string id = (await daemon.DockerAsync("run", "--detach", "--network", "none", "--read-only", "--cap-drop", "ALL", Name)).Succeeded().Output.Trim();
        await RunningContainer.AnswersAsync(daemon.DockerAsync, id);

        CommandResult second = (await project.PublishAsync("layout", "-p:WolfiUpdate=false", "--no-build")).Succeeded();
        StringAssert.Contains(second.Output, "already: nothing was loaded.");

        File.AppendAllText(Path.Combine(project.Folder, "Program.cs"), "\n// one line more\nfile static class Added { public const int Value = 1; }\n");
        CommandResult third = (await project.PublishAsync("layout", "-p:WolfiUpdate=false")).Succeeded();
        string line = third.Output.Split('\n').Single(text => text.Contains($"Loaded {Name} into Docker ", StringComparison.Ordinal));
        Console.WriteLine(line.Trim());
        StringAssert.Contains(line, "kB sent", "the layers of packages are there");
        Assert.AreEqual((string)LayoutImage.Read(project.LayoutPath()).Manifest["config"]!["digest"]!, await IdAsync(daemon));
        id = (await daemon.DockerAsync("run", "--detach", "--network", "none", "--read-only", "--cap-drop", "ALL", Name)).Succeeded().Output.Trim();
        await RunningContainer.AnswersAsync(daemon.DockerAsync, id);

        project.Environment["DOCKER_HOST"] = $"unix://{project.Folder}/none";
        CommandResult none = await project.PublishAsync("layout", "-p:WolfiUpdate=false", "--no-build", "-p:LocalRegistry=Docker");
        CollectionAssert.AreEqual(new[] { "WOLFI6100" }, none.ErrorCodes.ToArray(), none.Output);
    }

    [TestMethod]
    public async Task One_tar_is_for_Docker_Podman_skopeo_and_umoci()
    {
        PublishedSample sample = await Samples.PublishedAsync("WebApi");
        Project project = sample.Project.CopyBuilt();
        string tar = Path.Combine(project.OutputFolder, "one.tar");
        (await project.PublishAsync("layout", "--no-build", Project.Property("ContainerArchiveOutputPath", tar), "-p:WolfiArchiveFormat=oci")).Succeeded();
        LayoutImage image = LayoutImage.Read(project.LayoutPath());
        string id = (string)image.Manifest["config"]!["digest"]!;
        string both = Path.Combine(project.OutputFolder, "both.tar");
        (await project.PublishAsync("both", "--no-build", Project.Property("ContainerArchiveOutputPath", both), "-p:WolfiArchiveFormat=oci", "-p:ContainerRuntimeIdentifiers=linux-x64 linux-arm64")).Succeeded();
        string[] ids = [.. (await Task.WhenAll(new[] { "amd64", "arm64" }.Select(architecture => ConfigAsync($"oci-archive:{both}:latest", architecture))))];
        Assert.AreNotEqual(ids[0], ids[1]);

        await using (DockerDaemon daemon = await DockerDaemon.StartAsync())
        {
            (await daemon.DockerAsync("load", "--input", tar)).Succeeded();
            Assert.AreEqual(id, await IdAsync(daemon));
            await SavedAsync(daemon, project.LayoutPath());
            (await daemon.DockerAsync("load", "--input", both)).Succeeded();
            Assert.AreEqual(ids[0], await IdAsync(daemon), "Docker's own store takes amd64");
            JsonNode loaded = await LoadedAsync(new() { ["DOCKER_HOST"] = daemon.Socket }, "docker", $"oci-archive:{both}", "--platform", "linux/arm64", "--tag", "for:arm");
            Assert.AreEqual(ids[1], (string?)loaded["id"], "our own load takes what it is told");
        }

        await using PodmanStore podman = new();
        (await podman.PodmanAsync("load", "--input", tar)).Succeeded();
        Assert.AreEqual(id, "sha256:" + (await podman.PodmanAsync("image", "inspect", "--format", "{{.Id}}", Name)).Succeeded().Output.Trim());

        (await podman.PodmanAsync("load", "--input", both)).Succeeded();
        Assert.AreEqual(ids[0], "sha256:" + (await podman.PodmanAsync("image", "inspect", "--format", "{{.Id}}", Name)).Succeeded().Output.Trim());

        CommandResult inspected = await Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), "inspect", $"oci-archive:{tar}:latest");
        StringAssert.Contains(inspected.Succeeded().Output, image.Digest);
        string layout = Run.NewPath("untarred");
        Directory.CreateDirectory(layout);
        (await Commands.RunAsync(layout, [], "tar", "-xf", tar)).Succeeded();
        (await Commands.RunAsync(Run.Folder, [], Tools.Find("umoci"), "unpack", "--image", $"{layout}:latest", Run.NewPath("umoci"))).Succeeded();
    }

    // Docker stores layers uncompressed and saves them so: other bytes than were signed, which hang on the original's config all the same.
    private static async Task SavedAsync(DockerDaemon daemon, string original)
    {
        string saved = Run.NewPath("saved.tar");
        (await daemon.DockerAsync("save", "--output", saved, Name)).Succeeded();
        string[] policy = ["--no-signature", "--package-key", (await Run.StandIn).PublicKey];
        CommandResult alone = await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), ["verify", $"docker-archive:{saved}", .. policy]);
        StringAssert.Contains(alone.Output, "WOLFI8004");
        CommandResult beside = await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), ["verify", $"docker-archive:{saved}", "--original", original, .. policy]);
        StringAssert.Contains(beside.Succeeded().Output, "The copy holds this image, uncompressed to the byte");
    }

    [TestMethod]
    public async Task The_command_line_loads_into_Podman_with_its_service_and_without()
    {
        PublishedSample sample = await Samples.PublishedAsync("WebApi");
        string id = (string)sample.Image.Manifest["config"]!["digest"]!;
        await using PodmanStore podman = new();
        await podman.WithServiceAsync(async () =>
        {
            JsonNode loaded = await LoadAsync(podman, podman.Socket, sample.Project.LayoutPath());
            StringAssert.StartsWith((string?)loaded["engine"], "Podman ");
            Assert.AreEqual(id, (string?)loaded["id"]);
            Assert.IsFalse((bool)loaded["wasThere"]!);
        });

        JsonNode again = await LoadAsync(podman, null, sample.Project.LayoutPath());
        Assert.AreEqual("podman", (string?)again["engine"]);
        Assert.IsTrue((bool)again["wasThere"]!);
        JsonNode renamed = await LoadAsync(podman, null, sample.Project.LayoutPath(), "--tag", "renamed:1", "--tag", "renamed:2");
        Assert.AreEqual(id, (string?)renamed["id"]);
        await RunningContainer.AnswersAsync(podman.PodmanAsync, await podman.RunAsync("renamed:2"));
    }

    private static Task<JsonNode> LoadAsync(PodmanStore podman, string? socket, string layout, params string[] options) =>
        LoadedAsync(new(socket is null ? podman.Environment : podman.Environment.Append(KeyValuePair.Create("CONTAINER_HOST", socket))), "podman", layout, options);

    private static async Task<JsonNode> LoadedAsync(Dictionary<string, string> more, string engine, string image, params string[] options)
    {
        Dictionary<string, string> environment = Feed.DotnetEnvironment();
        foreach ((string name, string text) in more)
        {
            environment[name] = text;
        }

        CommandResult run = (await WolfiTool.RunAsync(Run.Folder, environment, ["load", image, "--to", engine, "--json", .. options])).Succeeded();
        return JsonNode.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..(run.Output.LastIndexOf('}') + 1)])!;
    }

    private static async Task<string> ConfigAsync(string image, string architecture)
    {
        CommandResult run = await Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), "--override-os", "linux", "--override-arch", architecture, "inspect", "--config", "--raw", image);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Succeeded().Output.TrimEnd('\n'))));
    }

    private static async Task<string> IdAsync(DockerDaemon daemon) => (await daemon.DockerAsync("image", "inspect", "--format", "{{.Id}}", Name)).Succeeded().Output.Trim();
}
