using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>The digest is a function of what goes into the image, and of nothing else.</summary>
[TestClass]
public sealed class One_digest
{
    [TestMethod]
    public async Task A_second_publish_does_no_image_work_and_says_so_in_one_line()
    {
        PublishedSample web = await Samples.PublishedAsync("WebApi");
        DateTime before = File.GetLastWriteTimeUtc(Path.Combine(web.Project.LayoutPath(), "index.json"));
        CommandResult again = (await web.Project.PublishAsync("layout", $"-p:ContainerArchiveOutputPath={Samples.ArchivePath(web)}")).Succeeded();
        Assert.HasCount(1, again.Output.Split('\n').Where(line => line.Contains("up to date", StringComparison.Ordinal)).ToArray(), again.Output);
        Assert.AreEqual(before, File.GetLastWriteTimeUtc(Path.Combine(web.Project.LayoutPath(), "index.json")));
        Assert.AreEqual(web.Image.Digest, LayoutImage.Read(web.Project.LayoutPath()).Digest);
    }

    [TestMethod]
    public async Task Another_layout_folder_and_an_empty_cache_give_the_same()
    {
        PublishedSample web = await Samples.PublishedAsync("WebApi");
        LayoutImage image = await web.Project.PublishImageAsync("other", $"-p:WolfiCacheFolder={Run.NewPath("cache")}");
        Assert.AreEqual(web.Image.Digest, image.Digest);
    }

    [TestMethod]
    public async Task Another_folder_umask_time_zone_and_culture_give_the_same()
    {
        PublishedSample web = await Samples.PublishedAsync("WebApi");
        Project project = await Project.CopyAsync("WebApi", Path.Combine(Run.NewPath("a folder with spaces, and a much longer name"), "WebApi"));
        project.Umask = "077";
        project.Environment["TZ"] = "Pacific/Kiritimati";
        project.Environment["LC_ALL"] = "tr_TR.UTF-8";
        project.Environment["DOTNET_CLI_UI_LANGUAGE"] = "tr";
        LayoutImage image = await project.PublishImageAsync();
        Assert.AreEqual(string.Join('\n', web.Image.Layers), string.Join('\n', image.Layers));
        Assert.AreEqual(web.Image.Config.ToJsonString(), image.Config.ToJsonString());
        Assert.AreEqual(web.Image.Digest, image.Digest);
        foreach (string document in (string[])[".spdx.json", ".cdx.json", ".provenance.json"])
        {
            Assert.AreEqual(File.ReadAllText(web.Project.LayoutPath() + document), File.ReadAllText(project.LayoutPath() + document));
        }
    }

    [TestMethod]
    public async Task Two_package_signing_keys_give_the_same()
    {
        PublishedSample web = await Samples.PublishedAsync("WebApi");
        foreach (string name in new[] { "first", "second" })
        {
            string key = Run.NewPath(name + ".pem");
            using SigningKey made = SigningKey.Generate(name + ".rsa.pub");
            File.WriteAllText(key, made.ExportPem());
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            LayoutImage image = await web.Project.PublishImageAsync(name, "--no-build", $"-p:WolfiPackageSigningKey={key}");
            Assert.AreEqual(web.Image.Digest, image.Digest);
        }
    }

    [TestMethod]
    public async Task Four_builds_at_once_give_the_same_J152()
    {
        PublishedSample console = await Samples.PublishedAsync("Console");
        string cache = Run.NewPath("cache");
        LayoutImage[] images = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            Project project = await Project.CopyAsync("Console");
            return await project.PublishImageAsync("layout", Project.Property("WolfiCacheFolder", cache));
        }));
        CollectionAssert.AreEqual(Enumerable.Repeat(console.Image.Digest, 4).ToArray(), images.Select(image => image.Digest).ToArray());
    }

    [TestMethod]
    public async Task Different_content_gives_another()
    {
        PublishedSample console = await Samples.PublishedAsync("Console");
        Project project = await Project.CopyAsync("Console");
        LayoutImage same = await project.PublishImageAsync();
        Assert.AreEqual(console.Image.Digest, same.Digest);
        File.AppendAllText(Path.Combine(project.Folder, "Program.cs"), "\nSystem.Console.WriteLine(\"one line more\");\n");
        LayoutImage changed = await project.PublishImageAsync();
        Assert.AreNotEqual(console.Image.Digest, changed.Digest);
        Assert.AreNotEqual(Serial(console.Project), Serial(project));
        // Only the app's own layer and the state layer differ.
        Assert.HasCount(console.Image.Layers.Length - 2, console.Image.Layers.Intersect(changed.Layers).ToArray());
    }

    private static string Serial(Project project) => (string)System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(project.LayoutPath() + ".cdx.json"))!["serialNumber"]!;
}
