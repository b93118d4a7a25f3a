using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.TestRegistry;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I138, I142 and K168: what anybody may attach to an image in an open registry changes neither the answer nor, by much, the cost of it.</summary>
[TestClass]
public sealed class Strangers_beside_a_finished_image
{
    private const string Repository = "team/app";

    [TestMethod]
    [DataRow(true, 10_000, DisplayName = "K168 ten thousand in a list of the registry, page by page")]
    [DataRow(false, 3000, DisplayName = "K168 three thousand in a list under a tag")]
    public async Task In_a_registry_are_counted_and_no_more(bool hasApi, int count)
    {
        using FinishedImage image = await FinishedImage.Make();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = hasApi, PageSize = 4000 });
        string target = $"{registry.Authority}/{Repository}";
        string layout = image.Forge(_ => { });
        ToolRun.Of("push", layout, $"{target}:1").Expect(0);
        Stopwatch watch = Stopwatch.StartNew();
        image.Verify($"{target}:1", "--any-repository").Expect(0);
        TimeSpan alone = watch.Elapsed;

        Attach(registry, registry.Store.Tag(Repository, "1")!, hasApi, Repository, count);
        registry.Forget();
        watch.Restart();
        ToolRun run = image.Verify($"{target}:1", "--any-repository").Expect(0);
        Assert.IsLessThan(alone + TimeSpan.FromMinutes(2), watch.Elapsed);
        StringAssert.Contains(run.Error, "more attachment");
        Assert.IsLessThan((2 * count) + 200, registry.Requests.Count);

        // Where the image's own signature is missing, the reason is that.
        string unsigned = image.Forge(forged => forged.Signer = null);
        ToolRun.Of("push", unsigned, $"{registry.Authority}/team/unsigned:1").Expect(0);
        Attach(registry, registry.Store.Tag("team/unsigned", "1")!, hasApi, "team/unsigned", 200);
        string error = image.Verify($"{registry.Authority}/team/unsigned:1", "--any-repository").Expect(1).Error;
        StringAssert.Contains(error, "error WOLFI8040");
        StringAssert.Contains(error, "more do not count");
    }

    [TestMethod]
    public async Task In_a_layout_are_read_and_not_counted()
    {
        using FinishedImage image = await FinishedImage.Make();
        const int count = 1500;
        string error = image.Verify(image.Forge(forged => forged.Strangers = count)).Expect(0).Error;
        StringAssert.Contains(error, $"note: not counted: {count - 5} more attachments.");
    }

    // Sound bundles of another key, what is none, what is not there, what lies about its subject or its size, and other things than bundles.
    private static void Attach(Registry registry, string subject, bool hasApi, string repository, int count)
    {
        StoredManifest image = registry.Store.Manifest(repository, subject)!;
        using PrivateKey stranger = PrivateKey.Generate();
        byte[] bundle = SigstoreBundle.SignAsync(stranger, new SignedImage { Digest = Oci.Digest.Parse(subject) }.ToStatement().ToBytes(), CancellationToken.None).GetAwaiter().GetResult().ToBytes().ToArray();
        (string Digest, long Size) sound = (registry.Store.PutBlob(repository, bundle), bundle.Length);
        (string Digest, long Size) none = (registry.Store.PutBlob(repository, "{}"u8.ToArray()), 2);
        (string Digest, long Size) absent = ("sha256:" + new string('a', 64), 2000);
        (string Digest, long Size) huge = ("sha256:" + new string('b', 64), 1L << 40);
        JsonArray entries = [];
        for (int i = 0; i < count; i++)
        {
            (string Digest, long Size) content = (i % 50) switch { 1 => none, 2 => absent, 3 => huge, _ => sound };
            byte[] bytes = Encoding.UTF8.GetBytes(Manifest(subject, i % 50 == 4 ? 7 : image.Bytes.Length, content, i).ToJsonString());
            string digest = registry.Store.PutManifest(repository, new StoredManifest(MediaTypes.ImageManifest, bytes));
            entries.Add(new JsonObject
            {
                ["mediaType"] = MediaTypes.ImageManifest,
                ["digest"] = i % 50 == 5 ? "sha256:" + Convert.ToHexStringLower(BitConverter.GetBytes(i)).PadLeft(64, 'c') : digest,
                ["size"] = i % 50 == 6 ? 5 : bytes.Length,
                ["artifactType"] = SigstoreBundle.MediaType,
            });
        }

        if (!hasApi)
        {
            string tag = subject.Replace(':', '-');
            StoredManifest? list = registry.Store.Manifest(repository, tag);
            foreach (JsonNode? own in list is null ? [] : JsonNode.Parse(list.Bytes)!["manifests"]!.AsArray())
            {
                entries.Add(own!.DeepClone());
            }

            JsonObject index = new() { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.ImageIndex, ["manifests"] = entries };
            registry.Store.PutManifest(repository, new StoredManifest(MediaTypes.ImageIndex, Encoding.UTF8.GetBytes(index.ToJsonString())), tag);
        }
    }

    private static JsonObject Manifest(string subject, long size, (string Digest, long Size) content, int number) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = MediaTypes.ImageManifest,
        ["artifactType"] = SigstoreBundle.MediaType,
        ["config"] = new JsonObject { ["mediaType"] = MediaTypes.Empty, ["digest"] = RegistryContent.DigestOf("{}"u8.ToArray()), ["size"] = 2 },
        ["layers"] = new JsonArray(new JsonObject { ["mediaType"] = SigstoreBundle.MediaType, ["digest"] = content.Digest, ["size"] = content.Size }),
        ["subject"] = new JsonObject { ["mediaType"] = MediaTypes.ImageManifest, ["digest"] = subject, ["size"] = size },
        ["annotations"] = new JsonObject { ["number"] = $"{number}" },
    };
}
