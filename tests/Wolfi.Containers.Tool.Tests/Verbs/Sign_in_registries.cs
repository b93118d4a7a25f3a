using System.Security.Cryptography;
using System.Text.Json;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary><c>sign</c> of indexes and images where they stand, in both forms of signatures, and what <c>push</c> and <c>copy</c> carry on.</summary>
[TestClass]
public sealed class Sign_in_registries
{
    private static readonly Image Amd64 = new RecordedImageBuilder().Build();
    private static readonly MultiPlatformImage Index = IndexAssembler.Assemble(Amd64, Amd64.For(Platform.LinuxArm64));
    private static readonly Digest[] All = [Index.Digest, .. Index.Images.Select(image => image.Digest)];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task An_index_and_each_of_its_images_is_signed_where_it_stands(bool referrers)
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        (string key, VerificationKey publicKey) = Key(scratch);
        string reference = Push(scratch, registry);
        registry.Forget();

        ToolRun run = ToolRun.Of("sign", reference, "--key", key, "--image-version", "1.2.3", "--format", "bundle,classic").Expect(0);

        CollectionAssert.AreEqual(All.Select(digest => digest.ToString()).ToArray(), run.Output.Split('\n')[..3]);
        Assert.IsFalse(registry.Requests.Any(request => request.Method == "GET" && Index.Images.SelectMany(image => image.Layers).Any(layer => request.Path.EndsWith(layer.Blob.Digest.ToString(), StringComparison.Ordinal))), "no layer is fetched");
        Assert.AreEqual(Index.Digest.ToString(), registry.Store.Tag("team/app", "1.0"));
        CheckSigned($"{registry.Authority}/team/app", reference, publicKey, bundles: 1, classic: 1);

        JsonElement again = ToolRun.Of("sign", reference, "--key", key, "--image-version", "1.2.3", "--format", "bundle,classic", "--json").Expect(0).Json;
        Assert.IsTrue(again.GetProperty("subjects").EnumerateArray().All(subject => subject.GetProperty("stood").GetBoolean()));
        CheckSigned($"{registry.Authority}/team/app", reference, publicKey, bundles: 1, classic: 1);

        (string other, VerificationKey otherKey) = Key(scratch, "other.key");
        ToolRun.Of("sign", reference, "--key", other, "--format", "classic").Expect(0);
        CheckSigned($"{registry.Authority}/team/app", reference, publicKey, bundles: 1, classic: 2);
        await using Registry second = await Registry.StartAsync(new RegistryOptions { Referrers = !referrers });
        ToolRun.Of("copy", reference, $"{second.Authority}/copies/app").Expect(0);
        CheckSigned($"{registry.Authority}/team/app", $"{second.Authority}/copies/app:1.0", publicKey, bundles: 1, classic: 2);
        foreach (Digest digest in All)
        {
            Assert.AreEqual(registry.Store.Tag("team/app", DigestTag.Of(digest, ".sig")), second.Store.Tag("copies/app", DigestTag.Of(digest, ".sig")), "byte for byte");
        }
    }

    [TestMethod]
    public async Task One_platform_alone_is_signed_by_its_digest_and_a_tag_that_moves_is_not_followed()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync();
        (string key, _) = Key(scratch);
        Push(scratch, registry);
        Image arm64 = Index.Images.Single(image => image.Config.Value.Architecture == "arm64");
        JsonElement run = ToolRun.Of("sign", $"{registry.Authority}/team/app@{arm64.Digest}", "--key", key, "--json").Expect(0).Json;
        JsonElement subject = run.GetProperty("subjects").EnumerateArray().Single();
        Assert.AreEqual(arm64.Digest.ToString(), subject.GetProperty("digest").GetString());
        Assert.AreEqual("linux/arm64", subject.GetProperty("platform").GetString());
        Assert.AreEqual($"{registry.Authority}/team/app", subject.GetProperty("repository").GetString());
        Assert.AreEqual("WOLFI6011", ToolRun.Of("sign", $"{registry.Authority}/team/app@{Digest.Of([1])}", "--key", key, "--json").Expect(3).ErrorCode);
    }

    [TestMethod]
    public async Task A_layout_carries_both_forms_into_a_registry_where_those_of_others_are_kept()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync();
        (string key, VerificationKey publicKey) = Key(scratch);
        (string other, _) = Key(scratch, "other.key");
        string reference = Push(scratch, registry);
        ToolRun.Of("sign", reference, "--key", other, "--format", "classic").Expect(0);
        ToolRun.Of("sign", scratch["layout"], "--key", key, "--repository", $"{registry.Authority}/team/app", "--image-version", "1.2.3", "--format", "classic,bundle").Expect(0);
        ToolRun.Of("sign", scratch["layout"], "--key", other, "--format", "classic").Expect(0);

        OciLayout layout = OciLayout.Open(scratch["layout"]);
        Assert.AreEqual(Index.Digest, layout.FindRoot(null, CancellationToken.None).Digest, "signatures under tags are no images");
        Assert.HasCount(2, TaggedAttachments.Find(layout, Index.Digest, ".sig", CancellationToken.None)!.Contents);
        ToolRun.Of("inspect", scratch["layout"], "--platform", "linux/amd64").Expect(0);
        ToolRun.Of("push", scratch["layout"], reference).Expect(0);
        CheckSigned($"{registry.Authority}/team/app", reference, publicKey, bundles: 1, classic: 3);
        JsonElement copied = ToolRun.Of("copy", reference, $"{registry.Authority}/second", "--json").Expect(0).Json;
        Assert.AreEqual(copied.GetProperty("blobs").GetInt32(), copied.GetProperty("mountedBlobs").GetInt32(), "each blob is counted once");
    }

    [TestMethod]
    public void What_a_development_key_signed_goes_to_no_other_machine()
    {
        using Scratch scratch = new();
        Write(scratch);
        Dictionary<string, string> environment = new() { ["HOME"] = scratch.Root, ["XDG_DATA_HOME"] = scratch["data"], ["DOCKER_CONFIG"] = scratch["nothing"], ["REGISTRY_AUTH_FILE"] = "", ["XDG_RUNTIME_DIR"] = "" };
        (string key, _) = Key(scratch, "data/wolfi-containers/development.key");
        Assert.AreEqual("WOLFI7180", ToolRun.InProcess(environment, "sign", "registry.invalid/team/app:1", "--key", key, "--json").Expect(1).ErrorCode);
        foreach (string format in new[] { "classic", "bundle" })
        {
            ToolRun.InProcess(environment, "sign", scratch["layout"], "--key", key, "--format", format).Expect(0);
            Assert.AreEqual("WOLFI7180", ToolRun.InProcess(environment, "push", scratch["layout"], "registry.invalid/team/app:1", "--json").Expect(1).ErrorCode);
        }

        Assert.AreEqual("WOLFI6001", ToolRun.InProcess(environment, "push", scratch["layout"], "registry.invalid/team/app:1", "--allow-development-key", "--json").Expect(3).ErrorCode);
        Assert.AreEqual("WOLFI6001", ToolRun.InProcess(environment, "push", scratch["layout"], "localhost:9/team/app:1", "--json").Expect(3).ErrorCode);
    }

    public static IEnumerable<object[]> Checked() => Verifiers.Rows([true], [false]);

    [TestMethod]
    [DynamicData(nameof(Checked))]
    public void Classic_signatures_are_accepted_by_an_independent_checker(bool sound)
    {
        using Scratch scratch = new();
        Write(scratch);
        (string key, VerificationKey publicKey) = Key(scratch);
        ToolRun.Of("sign", scratch["layout"], "--key", key, "--repository", "registry.example.test/team/app", "--format", "classic").Expect(0);
        foreach (Digest digest in All)
        {
            TaggedContent content = TaggedAttachments.Find(OciLayout.Open(scratch["layout"]), digest, ".sig", CancellationToken.None)!.Contents.Single();
            byte[] payload = content.Content.ReadDocument(CancellationToken.None).ToArray();
            payload[^1] ^= sound ? (byte)0 : (byte)32;
            File.WriteAllBytes(scratch["payload.json"], payload);
            string signature = scratch.Write("signature.b64", content.Descriptor.Annotations["dev.cosignproject.cosign/signature"]);
            string open = scratch.Write("key.pub", publicKey.Pem);
            (int code, string output) = Verifiers.Run("verify-classic.js", scratch["payload.json"], signature, open, digest.ToString());
            Assert.AreEqual(sound, code == 0 && output.StartsWith("OK", StringComparison.Ordinal), output);
        }
    }

    private static void CheckSigned(string repository, string reference, VerificationKey key, int bundles, int classic)
    {
        using RegistryClient client = new RegistryAccess(RegistryCredentialSources.None, [], new RecordingObserver()).Open(RegistryUse.Pull);
        RegistryStore store = RegistryStore.OpenAsync(
            client, ImageReference.Parse(reference), withReferrers: true, [".sig", ".att"], CancellationToken.None).GetAwaiter().GetResult();
        foreach ((Digest digest, Descriptor subject) in All.Zip([Index.Descriptor, .. Index.Images.Select(image => image.Descriptor)]))
        {
            SignedImage said = new() { Digest = digest, Repository = repository, Version = "1.2.3", SourceEpoch = Epoch };
            SigstoreBundle[] attached = [.. Referrers.Of(store, subject, CancellationToken.None).Select(artifact => SigstoreBundle.Read(artifact.Content.Single().ReadDocument(CancellationToken.None), "It"))];
            Assert.HasCount(bundles, attached);
            Assert.IsTrue(attached[0].IsSignedBy(key));
            Assert.AreEqual(said, SignedImage.From(Statement.Read(attached[0].Envelope.Payload, "It"), digest));
            TaggedAttachments under = TaggedAttachments.Find(store, digest, ".sig", CancellationToken.None)!;
            Assert.HasCount(classic, under.Contents);
            Assert.AreEqual(1, under.Contents.Count(content => content.Content.ReadDocument(CancellationToken.None) is var payload
                && ClassicSignatures.IsSignedBy(content, payload, key) && SignedImage.From(SimpleSigning.Read(payload, "It"), digest) == said));
        }
    }

    private static long? Epoch => DateTimeOffset.TryParse(Amd64.Config.Value.Created, out DateTimeOffset created) ? created.ToUnixTimeSeconds() : null;

    private static string Push(Scratch scratch, Registry registry)
    {
        Write(scratch);
        string reference = $"{registry.Authority}/team/app:1.0";
        ToolRun.Of("push", scratch["layout"], reference).Expect(0);
        return reference;
    }

    private static void Write(Scratch scratch) => OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedIndex(Index, "demo", "1.0")), CancellationToken.None);

    private static (string File, VerificationKey PublicKey) Key(Scratch scratch, string name = "team.key")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string file = scratch.Write(name, key.ExportPkcs8PrivateKeyPem());
        Scratch.SetMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return (file, VerificationKey.Parse(key.ExportSubjectPublicKeyInfoPem(), "The key"));
    }
}
