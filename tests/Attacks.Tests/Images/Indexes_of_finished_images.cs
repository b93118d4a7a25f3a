using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.TestRegistry;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>An image for two platforms, signed as <c>sign</c> does it, and what is done to its index and to the signatures. I141 is among it.</summary>
[TestClass]
public sealed class Indexes_of_finished_images
{
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static SmallWorld s_world = null!;
    private static Image s_amd64 = null!;
    private static Image s_arm64 = null!;
    private static int s_copies;

    private static string Arm64 => s_arm64.Config.Value.Platform.ToString();

    private static string PackageKey => s_world.Combine("small.rsa.pub");

    private static string ImageKey => s_world.Combine("team.pub");

    private static string SecretKey => s_world.Combine("team.key");

    [ClassInitialize]
    public static async Task Make(TestContext context)
    {
        s_world = new SmallWorld();
        s_world.MakeRepository(SmallWorld.Packages(), architecture: "aarch64");
        File.WriteAllText(PackageKey, SmallWorld.RepositoryKey.PublicKey.Pem);
        File.WriteAllText(ImageKey, Key.PublicKey.Pem);
        File.WriteAllText(SecretKey, Key.ExportPlainPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(SecretKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        s_amd64 = await Publish("linux-x64");
        s_arm64 = await Publish("linux-arm64");
    }

    [ClassCleanup]
    public static void Remove() => s_world.Dispose();

    [TestMethod]
    public void Pass_with_the_index_and_each_image_signed()
    {
        string layout = Write(IndexAssembler.Assemble(s_amd64, s_arm64));
        Sign(layout);
        JsonElement answer = Verify(layout, "--image-version", "1.2.3", "--repository", "registry.example.test/app", "--json").Expect(0).Json;
        Assert.IsTrue(answer.GetProperty("verified").GetBoolean());
        Assert.AreEqual(IndexAssembler.Assemble(s_amd64, s_arm64).Digest.ToString(), answer.GetProperty("digest").GetString());
        CollectionAssert.AreEqual(new[] { "linux/amd64", Arm64 }, answer.GetProperty("platforms").EnumerateArray().Select(platform => platform.GetProperty("platform").GetString()).ToArray());
        foreach (JsonElement platform in answer.GetProperty("platforms").EnumerateArray())
        {
            CollectionAssert.AreEqual(new[] { "distribution", "team", "recomputed" }, platform.GetProperty("shares").EnumerateArray().Select(share => share.GetProperty("class").GetString()).ToArray());
            Assert.AreEqual(SignedImage.PredicateType, platform.GetProperty("evidence")[0].GetString());
        }

        StringAssert.Contains(Verify(layout).Expect(0).Output, "linux/arm64");
        Assert.AreEqual(1, Verify(layout, "--platform", "linux/arm64", "--json").Expect(0).Json.GetProperty("platforms").GetArrayLength());
        Assert.AreEqual("WOLFI5040", Verify(layout, "--platform", "linux/s390x", "--json").Expect(1).ErrorCode);
        StringAssert.Contains(Verify(layout, "--image-version", "1.3.0").Expect(1).Error, "WOLFI8043");
        StringAssert.Contains(Verify(layout, "--repository", "registry.example.test/other").Expect(1).Error, "WOLFI8042");
        ToolRun.Of("verify", layout, "--no-signature", "--package-key", PackageKey).Expect(0);
        StringAssert.Contains(ToolRun.Of("verify", layout, "--package-key", PackageKey).Expect(2).Error, "WOLFI8000");
    }

    [TestMethod]
    public void I141_are_not_signed_by_signatures_of_their_images_nor_images_by_that_of_the_index()
    {
        MultiPlatformImage index = IndexAssembler.Assemble(s_amd64, s_arm64);
        string all = Write(index);
        Sign(all);
        StringAssert.Contains(Verify(Write(index)).Expect(1).Error, $"error WOLFI8040: Nothing proves that a key named here signed image {index.Digest}: no signature is attached to it.");

        string images = Write(index, Signatures(all, s_amd64.Descriptor), Signatures(all, s_arm64.Descriptor));
        string error = Verify(images).Expect(1).Error;
        StringAssert.Contains(error, $"error WOLFI8101: Nothing proves that anybody named here signed index {index.Digest}: signed are its images for linux/amd64, {Arm64} alone");
        Assert.DoesNotContain("WOLFI8040", error);

        string root = Write(index, Signatures(all, index.Descriptor));
        error = Verify(root, "--platform", "linux/arm64").Expect(1).Error;
        StringAssert.Contains(error, $"error WOLFI8102: Nothing proves that anybody named here signed image {s_arm64.Digest} for {Arm64}: signed is index {index.Digest} alone");
        Assert.DoesNotContain(s_amd64.Digest.ToString(), error);

        string one = Write(index, Signatures(all, index.Descriptor), Signatures(all, s_amd64.Descriptor));
        error = Verify(one).Expect(1).Error;
        StringAssert.Contains(error, $"for {Arm64}: signed is index");
        Assert.DoesNotContain("for linux/amd64", error);
    }

    [TestMethod]
    public void That_somebody_made_otherwise_are_found_out_though_they_are_signed()
    {
        ImageIndex sound = IndexAssembler.Assemble(s_amd64, s_arm64).Index.Value;
        Refuses(sound with { Annotations = sound.Annotations.SetItem("org.example.note", "x") }, "WOLFI8100", "the annotation org.example.note");
        Refuses(sound with { Manifests = [sound.Manifests[1], sound.Manifests[0]] }, "WOLFI8100", "in another order");
        Refuses(sound with { Manifests = [sound.Manifests[0] with { Annotations = sound.Annotations.SetItem("a", "b") }, sound.Manifests[1]] }, "WOLFI8100", "says more of them");
        Refuses(sound with { Manifests = [.. sound.Manifests, s_amd64.Descriptor with { Platform = new Platform("unknown", "unknown"), Digest = s_amd64.Digest }] }, "WOLFI8001", "named before");
        Refuses(sound with { Manifests = [sound.Manifests[0] with { Platform = Platform.LinuxArm64 }, sound.Manifests[1] with { Platform = Platform.LinuxAmd64 }] }, "WOLFI8001", "the config for linux/amd64");
        Refuses(sound with { Manifests = [sound.Manifests[0] with { Urls = ["https://example.test/"] }, sound.Manifests[1]] }, "WOLFI8001", "'urls'");
        Refuses(sound with { Manifests = [sound.Manifests[0], sound.Manifests[1] with { MediaType = MediaTypes.LayerTarGzip }] }, "WOLFI8001", "which is no manifest");
        Refuses(sound with { Manifests = [] }, "WOLFI8001", "names no image");
    }

    [TestMethod]
    public void With_one_changed_byte_in_any_blob_fail()
    {
        string sound = Write(IndexAssembler.Assemble(s_amd64, s_arm64));
        Sign(sound);
        foreach (string blob in Directory.GetFiles(Path.Combine(sound, "blobs", "sha256")))
        {
            byte[] bytes = File.ReadAllBytes(blob);
            byte[] changed = [.. bytes];
            changed[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(blob, changed);
            StringAssert.Contains(ToolRun.Of("verify", sound, "--key", ImageKey, "--package-key", PackageKey).Expect(1).Error, "error WOLFI");
            File.WriteAllBytes(blob, bytes);
        }

        Verify(sound).Expect(0);
    }

    [TestMethod]
    public void Pass_by_classic_signatures_only_where_these_are_asked_for()
    {
        string layout = Write(IndexAssembler.Assemble(s_amd64, s_arm64));
        Sign(layout, "--format", "classic");
        StringAssert.Contains(Verify(layout).Expect(1).Error, "WOLFI8040");
        Verify(layout, "--classic", "--image-version", "1.2.3", "--repository", "registry.example.test/app").Expect(0);
        StringAssert.Contains(Verify(layout, "--classic", "--repository", "registry.example.test/other").Expect(1).Error, "WOLFI8042");
        using PrivateKey other = PrivateKey.Generate();
        File.WriteAllText(s_world.Combine("other.pub"), other.PublicKey.Pem);
        StringAssert.Contains(
            ToolRun.Of("verify", layout, "--key", s_world.Combine("other.pub"), "--package-key", PackageKey, "--classic").Expect(1).Error, "is not signed by a key named here");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Are_verified_inspected_and_listed_straight_from_a_registry(bool referrers)
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        MultiPlatformImage index = IndexAssembler.Assemble(s_amd64, s_arm64);
        string target = $"{registry.Authority}/team/app:1";
        ToolRun.Of("push", Write(index), target).Expect(0);
        StringAssert.Contains(Verify(target).Expect(1).Error, "WOLFI8040");
        ToolRun.Of("sign", target, "--key", SecretKey, "--format", "bundle,classic").Expect(0);
        Verify(target).Expect(0);
        Verify(target, "--classic").Expect(0);
        Verify(target, "--platform", "linux/amd64").Expect(0);
        Verify($"{registry.Authority}/team/app@{s_arm64.Digest}").Expect(0);

        ToolRun.Of("copy", target, $"{registry.Authority}/other/app").Expect(0);
        StringAssert.Contains(Verify($"{registry.Authority}/other/app:1").Expect(1).Error, "WOLFI8042");
        Verify($"{registry.Authority}/other/app:1", "--any-repository").Expect(0);

        JsonElement inspected = ToolRun.Of("inspect", target, "--json").Expect(0).Json;
        Assert.AreEqual(index.Digest.ToString(), inspected.GetProperty("digest").GetString());
        Assert.AreEqual(s_arm64.Digest.ToString(), inspected.GetProperty("platforms")[1].GetProperty("digest").GetString());
        Assert.AreEqual(s_amd64.Digest.ToString(), ToolRun.Of("inspect", target, "--platform", "linux/amd64", "--json").Expect(0).Json.GetProperty("digest").GetString());
        StringAssert.Contains(ToolRun.Of("inspect", target).Expect(0).Output, "linux/arm64");
    }

    private static void Refuses(ImageIndex changed, string code, string words)
    {
        Document<ImageIndex> index = changed.ToDocument();
        string layout = Write(new MultiPlatformImage(index, [s_amd64, s_arm64]));
        Artifact[] bundles = [.. new[] { new Descriptor { MediaType = MediaTypes.ImageIndex, Digest = index.Digest, Size = index.Bytes.Length }, s_amd64.Descriptor, s_arm64.Descriptor }.Select(Bundle)];
        LayoutAttachments.Add(layout, [.. bundles], CancellationToken.None);
        string error = Verify(layout).Expect(1).Error;
        Assert.IsTrue(error.Split('\n').Any(line => line.StartsWith($"error {code}: ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)), $"no {code} with '{words}' in: {error}");
        Assert.DoesNotContain("WOLFI8040", error, "it is signed");
    }

    private static Artifact Bundle(Descriptor subject)
    {
        SigstoreBundle bundle = SigstoreBundle.SignAsync(Key, new SignedImage { Digest = subject.Digest }.ToStatement().ToBytes(), CancellationToken.None).GetAwaiter().GetResult();
        return Artifact.Attach(subject, new NewArtifact { Type = SigstoreBundle.MediaType, MediaType = SigstoreBundle.MediaType, Content = BlobSource.FromBytes(bundle.ToBytes()) });
    }

    private static ImmutableArray<Artifact> Signatures(string layout, Descriptor subject) => Referrers.Of(OciLayout.Open(layout), subject, CancellationToken.None);

    private static string Write(MultiPlatformImage index, params ImmutableArray<Artifact>[] attached)
    {
        string layout = s_world.Combine($"index-{Interlocked.Increment(ref s_copies)}");
        OciLayoutWriter.Write(layout, LayoutContent.Of(new TaggedIndex(index, "app", "latest") { Attachments = [.. attached.SelectMany(artifacts => artifacts)] }), CancellationToken.None);
        return layout;
    }

    private static void Sign(string layout, params string[] options) =>
        ToolRun.Of(["sign", layout, "--key", SecretKey, "--repository", "registry.example.test/app", "--image-version", "1.2.3", .. options]).Expect(0);

    private static ToolRun Verify(string image, params string[] options) => ToolRun.Of(["verify", image, "--key", ImageKey, "--package-key", PackageKey, .. options]);

    private static async Task<Image> Publish(string runtimeIdentifier)
    {
        PublishRequest request = s_world.Request();
        string outputs = s_world.Combine(runtimeIdentifier);
        await SmallWorld.PublishAsync(request with
        {
            App = request.App with { RuntimeIdentifier = runtimeIdentifier },
            Packages = ["tzdata"],
            LayoutFolder = Path.Combine(outputs, "layout"),
            Beside = new OutputPlace(outputs, ""),
        });
        return OciLayout.Open(Path.Combine(outputs, "layout")).ReadImage("latest", null, CancellationToken.None);
    }
}
