using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>The web samples for two processors, from a repository that has packages for both: one build, beside what others read in it.</summary>
[TestClass]
public sealed partial class Several_platforms
{
    [TestMethod]
    public async Task Of_the_web_sample_are_one_index_that_others_read_and_whose_own_part_runs()
    {
        Project project = await Project.CopyAsync("WebApi");
        const string Both = "-p:ContainerRuntimeIdentifiers=linux-x64 linux-arm64";
        string built = (await project.PublishAsync("layout", Both, "-p:WolfiSmokeTest=true", "-p:WolfiVerify=true")).Succeeded().Output;
        StringAssert.Contains(built, "linux-x64: Smoke test with runc: the app listens on port 8080", StringComparison.Ordinal);
        StringAssert.Contains(built, "linux-arm64: not smoke-tested, since this machine runs images for linux-x64", StringComparison.Ordinal);
        Assert.HasCount(2, Regex.Matches(built, "linux-[a-z0-9]+: Verified: every byte of sha256:"));
        string digest = MadeDigest().Match(built).Groups[1].Value;

        string layout = project.LayoutPath();
        string raw = (await Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), "inspect", "--raw", $"oci:{layout}:latest")).Succeeded().Output.TrimEnd('\n');
        Assert.AreEqual(digest, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw))));
        JsonNode[] entries = [.. JsonNode.Parse(raw)!["manifests"]!.AsArray().OfType<JsonNode>()];
        CollectionAssert.AreEqual(
            new[] { "linux amd64 ", "linux arm64 v8" }, entries.Select(entry => $"{entry["platform"]!["os"]} {entry["platform"]!["architecture"]} {entry["platform"]!["variant"]}").ToArray());
        string[][] layers = [.. entries.Select(entry => Blob(layout, entry)["layers"]!.AsArray().Select(layer => (string)layer!["digest"]!).ToArray())];
        Assert.AreEqual(layers[0][^2], layers[1][^2], "the app's own code");

        string inspected = (await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "inspect", layout)).Succeeded().Output;
        StringAssert.Contains(inspected, "linux/arm64", StringComparison.Ordinal);
        if (Verifiers.AreThere)
        {
            string arm = Run.NewPath("arm64");
            (await Commands.RunAsync(Run.Folder, [], Tools.Find("skopeo"), "--insecure-policy", "--override-arch", "arm64", "copy", $"oci:{layout}:latest", $"oci:{arm}:latest")).Succeeded();
            Assert.AreEqual(Bill(layout, "linux-x64"), Scanned(layout), "of an index Trivy is given this machine's image");
            Assert.AreEqual(Bill(layout, "linux-arm64"), Scanned(arm));
        }

        string locked = (await project.PublishAsync("layout", Both, "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true")).Succeeded().Output;
        Assert.AreEqual(digest, MadeDigest().Match(locked).Groups[1].Value, locked);
    }

    [TestMethod]
    public async Task Of_a_self_contained_app_are_one_build_each_with_the_runtime_of_their_processor()
    {
        Project project = await Project.CopyAsync("WebApi.SelfContained");
        string file = Path.Combine(project.Folder, "WebApi.SelfContained.csproj");
        string alone = File.ReadAllText(file);
        string both = alone.Replace("<RuntimeIdentifier>linux-x64</RuntimeIdentifier>", "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers>", StringComparison.Ordinal);
        Assert.AreNotEqual(alone, both);
        File.WriteAllText(file, both);

        // Inside the project, where the next build must not take them for files of the app.
        string[] places = ["-o", "out", "-p:WolfiImageLayout=./image"];
        string built = (await project.PublishAsync("layout", [.. places, "-p:WolfiSmokeTest=true"])).Succeeded().Output;
        StringAssert.Contains(built, "linux-x64: Smoke test with runc: the app listens on port 8080", StringComparison.Ordinal);
        CollectionAssert.AreEquivalent(
            new[] { "out-linux-arm64", "out-linux-x64" },
            Published().Matches(built).Select(match => match.Groups[1].Value).ToArray(), "each platform is published once, and the project as a whole not at all:\n" + built);
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "out")));

        string layout = Path.Combine(project.Folder, "image");
        JsonNode index = Blob(layout, JsonNode.Parse(File.ReadAllText(Path.Combine(layout, "index.json")))!["manifests"]!.AsArray().First(entry => entry!["artifactType"] is null)!);
        JsonNode[] manifests = [.. index["manifests"]!.AsArray().Select(entry => Blob(layout, entry!))];
        Assert.HasCount(2, manifests);
        CollectionAssert.AreEquivalent(new[] { "WebApi.SelfContained: 62", "libcoreclr.so: 62", "libSystem.Native.so: 62" }, Machines(layout, manifests[0]), "x86-64");
        CollectionAssert.AreEquivalent(new[] { "WebApi.SelfContained: 183", "libcoreclr.so: 183", "libSystem.Native.so: 183" }, Machines(layout, manifests[1]), "AArch64");

        string again = (await project.PublishAsync("layout", [.. places, "-p:WolfiUpdate=false", "-p:WolfiLockedMode=true"])).Succeeded().Output;
        Assert.AreEqual(MadeDigest().Match(built).Groups[1].Value, MadeDigest().Match(again).Groups[1].Value, again);
    }

    /// <summary>Which processor the app's program, the runtime and its native library are for: the number in their ELF header.</summary>
    private static string[] Machines(string layout, JsonNode manifest)
    {
        List<string> found = [];
        byte[] header = new byte[20];
        foreach (JsonNode? layer in manifest["layers"]!.AsArray())
        {
            using GZipStream unpacked = new(File.OpenRead(BlobFile(layout, layer!)), CompressionMode.Decompress);
            using TarReader reader = new(unpacked);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.Name is "app/WebApi.SelfContained" or "app/libcoreclr.so" or "app/libSystem.Native.so")
                {
                    entry.DataStream!.ReadExactly(header);
                    found.Add($"{entry.Name["app/".Length..]}: {BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18))}");
                }
            }
        }

        return [.. found];
    }

    private static string BlobFile(string layout, JsonNode entry) => Path.Combine(layout, "blobs", "sha256", ((string)entry["digest"]!)["sha256:".Length..]);

    private static JsonNode Blob(string layout, JsonNode entry) => JsonNode.Parse(File.ReadAllText(BlobFile(layout, entry)))!;

    private static string Bill(string layout, string platform) => string.Join(' ', JsonNode.Parse(File.ReadAllText($"{layout}.{platform}.cdx.json"))!["components"]!.AsArray()
        .Select(component => (string?)component!["purl"]).OfType<string>().Where(purl => purl.StartsWith("pkg:apk/", StringComparison.Ordinal))
        .Select(purl => Uri.UnescapeDataString(purl.Split('?')[0].Split('/')[^1])).Order(StringComparer.Ordinal));

    private static string Scanned(string layout)
    {
        (int code, string output) = Verifiers.Run("trivy-list.js", layout);
        Assert.AreEqual(0, code, output);
        return string.Join(' ', ApkPurl().Matches(output).Select(match => Uri.UnescapeDataString(match.Groups[1].Value)).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"pkg:apk/[^/]+/([^?\s]+)")]
    private static partial Regex ApkPurl();

    [GeneratedRegex(@"WebApi\.SelfContained -> \S*/(out[a-z0-9-]*)/")]
    private static partial Regex Published();

    [GeneratedRegex("Made [^@]+@(sha256:[0-9a-f]{64})")]
    private static partial Regex MadeDigest();
}
