using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>The web sample for two processors, from a repository that has packages for both: one build, beside what others read in it.</summary>
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

    private static JsonNode Blob(string layout, JsonNode entry) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(layout, "blobs", "sha256", ((string)entry["digest"]!)["sha256:".Length..])))!;

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

    [GeneratedRegex("Made [^@]+@(sha256:[0-9a-f]{64})")]
    private static partial Regex MadeDigest();
}
