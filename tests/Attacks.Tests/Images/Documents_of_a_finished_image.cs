using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Layers;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Case K164: config, manifest and index, changed and signed again.</summary>
[TestClass]
public sealed class Documents_of_a_finished_image
{
    private static readonly Dictionary<string, Tampering> Tamperings = new()
    {

        ["a label in the config alone"] = new(image => image.Container["Labels"] = new JsonObject { ["a"] = "b" }, "WOLFI8021", "its labels are others"),
        ["a volume"] = new(image => image.Container["Volumes"] = new JsonObject { ["/etc"] = new JsonObject() }, "WOLFI8021", "ports or volumes"),
        ["a port"] = new(image => image.Container["ExposedPorts"] = new JsonObject { ["22/tcp"] = new JsonObject() }, "WOLFI8021", "ports or volumes"),
        ["another working directory"] = new(image => image.Container["WorkingDir"] = "/etc", "WOLFI8021", "working directory"),
        ["a stop signal"] = new(image => image.Container["StopSignal"] = "SIGKILL", "WOLFI8021", "The config is not what is computed"),
        ["a health check"] = new(image => image.Container["Healthcheck"] = new JsonObject { ["Test"] = new JsonArray("CMD", "/app/evil") }, "WOLFI8021", "members or bytes that nothing accounts for"),
        ["commands on build"] = new(image => image.Container["OnBuild"] = new JsonArray("RUN x"), "WOLFI8021", "members or bytes"),
        ["a member of the config that nobody knows"] = new(image => image.Config["hidden"] = "x", "WOLFI8021", "members or bytes"),
        ["another time"] = new(image => image.Config["created"] = "2030-01-01T00:00:00Z", "WOLFI8021", "created at another time"),
        ["an author"] = new(image => image.Config["author"] = "somebody", "WOLFI8021", "members or bytes"),
        ["another history"] = new(image => image.Config["history"]![1]!["comment"] = "musl", "WOLFI8021", "history"),
        ["another command in the history"] = new(image => image.Config["history"]![0]!["created_by"] = "RUN x", "WOLFI8021", "history"),
        ["another architecture in the config"] = new(image => image.Config["architecture"] = "arm64", "WOLFI8021", "linux/arm64"),
        ["another system in the config"] = new(image => image.Config["os"] = "windows", "WOLFI8021", "windows"),
        ["an argument"] = new(image => image.Container["Cmd"] = new JsonArray("--evil"), "WOLFI8021", "it starts something else"),
        ["a diff id that is another's"] = new(image => image.Layers[1] = image.Layers[1] with { DiffId = "sha256:" + new string('1', 64) }, "WOLFI8021", "diff ids"),
        ["an annotation of the manifest"] = new(image => image.Manifest["annotations"] = new JsonObject { ["x"] = "y" }, "WOLFI8021", "annotation x"),
        ["a member of the manifest that nobody knows"] = new(image => image.Manifest["hidden"] = 1, "WOLFI8021", "The manifest is not what is computed"),
        ["an artifact type"] = new(image => image.Manifest["artifactType"] = "application/x", "WOLFI5040", "no image"),
        ["a manifest that claims to be attached"] = new(image => image.Manifest["subject"] = image.Manifest["config"]!.DeepClone(), "WOLFI5040", "no image"),
        ["K164 a layer from elsewhere"] = new(image => image.Manifest["layers"]![1]!["urls"] = new JsonArray("https://evil.example.test/x"), "WOLFI8001", "'urls'"),
        ["a layer's content inline"] = new(image => image.Manifest["layers"]![1]!["data"] = "AAAA", "WOLFI8001", "'data'"),
        ["the config's content inline"] = new(image => image.Manifest["config"]!["data"] = "AAAA", "WOLFI8001", "'data'"),
        ["a layer that may not be distributed"] = new(image => image.Layers[1] = image.Layers[1] with { MediaType = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip" }, "WOLFI8001", "media type"),
        ["a layer of an unknown type"] = new(image => image.Layers[1] = image.Layers[1] with { MediaType = "application/x-gzip" }, "WOLFI8001", "media type"),
        ["a Docker layer in an OCI manifest"] = new(image => image.Layers[1] = image.Layers[1] with { MediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip" }, "WOLFI8001", "mixes families"),
        ["a state layer of an unknown type"] = new(image => image.Layers[^1] = image.Layers[^1] with { MediaType = "application/x-gzip" }, "WOLFI8001", "media type"),
        ["an annotation of a layer"] = new(image => image.Manifest["layers"]![1]!["annotations"] = new JsonObject { ["x"] = "y" }, "WOLFI8021", "The manifest is not what is computed"),
        ["another platform in the index"] = new(image => image.Entry = entry => entry["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = "arm64" }, "WOLFI8001", "linux/arm64"),
        ["another size in the index"] = new(image => image.Entry = entry => entry["size"] = 7, "WOLFI5041", "bytes"),
    };

    private static FinishedImage? _image;

    public static IEnumerable<object[]> Rows() => Tamperings.Keys.Select(name => new object[] { name });

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Is_refused(string name) => _image!.Refuses(Tamperings[name].Change, Tamperings[name].Code, Tamperings[name].Words);
}
