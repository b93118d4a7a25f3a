using System.Text.Json;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary>load, into an engine of the test's own.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class Load
{
    [TestMethod]
    public async Task A_layout_an_archive_and_a_reference_are_loaded_under_their_names()
    {
        using Scratch scratch = new();
        await using FakeDaemon daemon = new(scratch["s"]);
        Image image = new RecordedImageBuilder().Build();
        TaggedImage tagged = new(image, "demo", "1.0", "latest");
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.WithFullNames(tagged), CancellationToken.None);
        OciLayoutWriter.Write(scratch["plain"], LayoutContent.Of(tagged), CancellationToken.None);
        ArchiveWriter.WriteDockerArchive(scratch["docker.tar"], [new TaggedImage(image, "archived", "2")], CancellationToken.None);
        string id = image.Config.Digest.ToString();

        ToolRun layout = Run(daemon, "load", scratch["layout"]).Expect(0);
        Assert.AreEqual("demo:1.0\ndemo:latest\n", layout.Output);
        StringAssert.Contains(layout.Error, $"  id   {id}\n  run  docker run --rm -p 127.0.0.1:8080:8080 demo:1.0\n");
        Assert.AreEqual("demo:1.0\ndemo:latest\n", Run(daemon, "load", scratch["layout"], "--to", "docker").Expect(0).Output);
        Assert.AreEqual(1, daemon.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));

        Assert.AreEqual("archived:2\n", Run(daemon, "load", $"docker-archive:{scratch["docker.tar"]}").Expect(0).Output);
        JsonElement named = Run(daemon, "load", scratch["plain"], "--tag", "mine", "--tag", "other:3", "--json").Expect(0).Json;
        Assert.AreEqual("mine:latest other:3", string.Join(' ', named.GetProperty("names").EnumerateArray().Select(name => name.GetString())));
        Assert.AreEqual(id, named.GetProperty("id").GetString());
        Assert.AreEqual(daemon.Url, named.GetProperty("place").GetString());

        ToolRun nameless = Run(daemon, "load", scratch["plain"]).Expect(0);
        Assert.AreEqual($"{id}\n", nameless.Output);
        StringAssert.Contains(nameless.Error, "--tag NAME gives it one");

        await using Registry registry = await Registry.StartAsync();
        ToolRun.Of("push", scratch["layout"], $"{registry.Authority}/team/app:7").Expect(0);
        daemon.Images.Clear();
        Assert.AreEqual($"{registry.Authority}/team/app:7\n", Run(daemon, "load", $"{registry.Authority}/team/app:7").Expect(0).Output);
        Assert.AreEqual(id, daemon.Images[$"{registry.Authority}/team/app:7"].Id);
    }

    [TestMethod]
    public async Task Of_several_platforms_this_machines_is_loaded_or_the_one_that_is_named()
    {
        using Scratch scratch = new();
        await using FakeDaemon daemon = new(scratch["s"]);
        Image amd64 = new RecordedImageBuilder().Build();
        Image arm64 = Arm64(amd64);
        Document<ImageIndex> index = new ImageIndex { Manifests = [amd64.Descriptor, arm64.Descriptor] }.ToDocument();
        Descriptor entry = new() { MediaType = index.Value.MediaType, Digest = index.Digest, Size = index.Bytes.Length, Annotations = amd64.Descriptor.Annotations.SetItem("org.opencontainers.image.ref.name", "1") };
        LayoutContent content = LayoutContent.Of().With(entry, [Oci.Blobs.BlobSource.FromBytes(index.Bytes), .. amd64.Blobs, .. arm64.Blobs]);
        OciLayoutWriter.Write(scratch["layout"], content, CancellationToken.None);

        Run(daemon, "load", scratch["layout"], "--tag", "here").Expect(0);
        Run(daemon, "load", scratch["layout"], "--tag", "arm", "--platform", "linux/arm64").Expect(0);
        Image here = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? arm64 : amd64;
        Assert.AreEqual(here.Config.Digest.ToString(), daemon.Images["here:latest"].Id);
        Assert.AreEqual(arm64.Config.Digest.ToString(), daemon.Images["arm:latest"].Id);
        Assert.AreEqual("WOLFI5040", Run(daemon, "load", scratch["layout"], "--platform", "linux/s390x", "--json").Expect(1).ErrorCode);
    }

    [TestMethod]
    [DataRow("LAYOUT --to containerd", 2, "WOLFI1901")]
    [DataRow("LAYOUT --to 1", 2, "WOLFI1901")]
    [DataRow("LAYOUT --tag App", 2, "WOLFI6114")]
    [DataRow("LAYOUT --tag app@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", 2, "WOLFI6114")]
    [DataRow("LAYOUT --to docker", 3, "WOLFI6100")]
    [DataRow("./nowhere", 3, "WOLFI5042")]
    public void What_can_not_be_loaded_has_its_code(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(new RecordedImageBuilder().Build(), "demo", "1.0")), CancellationToken.None);
        Dictionary<string, string> environment = new() { ["DOCKER_HOST"] = $"unix://{scratch["none"]}", ["HOME"] = scratch.Root };
        ToolRun run = ToolRun.InProcess(environment, ["load", "--json", .. arguments.Replace("LAYOUT", scratch["layout"], StringComparison.Ordinal).Split(' ')]).Expect(exitCode);
        Assert.AreEqual(code, run.ErrorCode);
    }

    private static ToolRun Run(FakeDaemon daemon, params string[] arguments) => ToolRun.InProcess(new Dictionary<string, string> { ["DOCKER_HOST"] = daemon.Url }, arguments);

    private static Image Arm64(Image image)
    {
        Document<ImageConfig> config = (image.Config.Value with { Architecture = "arm64" }).ToDocument();
        Descriptor named = image.Manifest.Value.Config with { Digest = config.Digest, Size = config.Bytes.Length };
        return new Image((image.Manifest.Value with { Config = named }).ToDocument(), config, image.Layers);
    }
}
