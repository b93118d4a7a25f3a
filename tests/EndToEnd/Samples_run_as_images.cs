using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Every sample, through the packed NuGet package, into an image that runc runs as production would.</summary>
[TestClass]
public sealed class Samples_run_as_images
{
    public static IEnumerable<object[]> Names => Samples.Names.Select(name => new object[] { name });

    [TestMethod]
    public void There_are_the_samples_that_the_issue_names() =>
        CollectionAssert.IsSubsetOf(new[] { "Console", "WebApi", "WebApi.SelfContained" }, Samples.Names.ToArray());

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task The_image_runs_unprivileged_on_a_read_only_root(string name)
    {
        PublishedSample sample = await Samples.PublishedAsync(name);
        using Bundle bundle = await Bundle.UnpackAsync(sample.Image, Run.NewPath("bundle"), CancellationToken.None);
        await using Container container = Container.Start(bundle);
        if (name.StartsWith("WebApi", StringComparison.Ordinal))
        {
            HttpAnswer answer = await container.GetAsync(8080, "/", TimeSpan.FromSeconds(60), CancellationToken.None);
            Assert.AreEqual(200, answer.Status, answer.Text + container.Output);
        }
        else
        {
            Assert.AreEqual(0, await container.WaitAsync(CancellationToken.None), container.Output);
            Assert.AreNotEqual("", container.Output.Trim());
        }

        Assert.AreEqual("65532:65532", (string?)sample.Image.Config["config"]!["User"]);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Skopeo_and_umoci_accept_the_layout(string name)
    {
        PublishedSample sample = await Samples.PublishedAsync(name);
        string layout = sample.Project.LayoutPath();
        CommandResult inspected = await Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), "inspect", $"oci:{layout}:latest");
        StringAssert.Contains(inspected.Succeeded().Output, sample.Image.Digest, StringComparison.Ordinal);
        string bundle = Run.NewPath("umoci");
        (await Commands.RunAsync(Run.Folder, [], Tools.Find("umoci"), "unpack", "--image", $"{layout}:latest", bundle)).Succeeded();
        Assert.AreEqual("usr/lib", new FileInfo(Path.Combine(bundle, "rootfs", "lib")).LinkTarget);
        Directory.Delete(bundle, recursive: true);
    }

    [TestMethod]
    public async Task A_Docker_daemon_loads_and_runs_the_archives()
    {
        await using DockerDaemon daemon = await DockerDaemon.StartAsync();
        foreach (string name in new[] { "Console", "WebApi" })
        {
            PublishedSample sample = await Samples.PublishedAsync(name);
            CommandResult loaded = (await daemon.DockerAsync("load", "--input", Samples.ArchivePath(sample))).Succeeded();
            string reference = loaded.Output.Split("Loaded image: ")[1].Trim();
            string configDigest = (string)sample.Image.Manifest["config"]!["digest"]!;
            Assert.AreEqual(configDigest, (await daemon.DockerAsync("image", "inspect", "--format", "{{.Id}}", reference)).Succeeded().Output.Trim());
            if (name == "Console")
            {
                CommandResult ran = (await daemon.DockerAsync("run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", reference)).Succeeded();
                Assert.AreNotEqual("", ran.Output.Trim());
            }
            else
            {
                string id = (await daemon.DockerAsync("run", "--detach", "--network", "none", "--read-only", "--cap-drop", "ALL", reference)).Succeeded().Output.Trim();
                await RunningContainer.AnswersAsync(daemon.DockerAsync, id);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Layers_of_packages_are_the_packages_own_bytes(string name)
    {
        PublishedSample sample = await Samples.PublishedAsync(name);
        StandInRepository repository = await Run.StandIn;
        HashSet<string> dataHashes = [.. await DataHashesAsync(repository.Packages), .. await DataHashesAsync(sample.Project.OutputFolder)];
        // What is left are the proof layer and the state layer, which is the last.
        string[] ours = [.. sample.Image.Layers.Where(layer => !dataHashes.Contains(layer))];
        Assert.HasCount(2, ours, string.Join(' ', sample.Image.Layers));
        Assert.AreEqual(sample.Image.Layers[^1], ours[1]);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Every_byte_is_accounted_for_and_none_is_declared(string name)
    {
        PublishedSample sample = await Samples.PublishedAsync(name);
        StandInRepository repository = await Run.StandIn;
        string layout = sample.Project.LayoutPath();
        CommandResult verified = (await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "verify", layout, "--no-signature", "--package-key", repository.PublicKey)).Succeeded();
        StringAssert.Contains(verified.Output, "100.00 %", StringComparison.Ordinal);
        Assert.IsFalse(verified.Output.Contains("declared", StringComparison.Ordinal), verified.Output);
        CommandResult unknown = await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "verify", layout, "--no-signature");
        Assert.AreEqual(1, unknown.ExitCode, unknown.Output);
        StringAssert.Contains(unknown.Output, "WOLFI8011", StringComparison.Ordinal);
    }

    /// <summary>What the packages below a folder say of their data, read by GNU tar.</summary>
    private static async Task<IEnumerable<string>> DataHashesAsync(string folder)
    {
        List<string> hashes = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.apk", SearchOption.AllDirectories))
        {
            CommandResult info = (await Commands.RunAsync(folder, [], "tar", "-xzOf", file, "--occurrence=1", ".PKGINFO")).Succeeded();
            hashes.Add("sha256:" + info.Output.Split('\n').Single(line => line.StartsWith("datahash = ", StringComparison.Ordinal))["datahash = ".Length..]);
        }

        return hashes;
    }
}
