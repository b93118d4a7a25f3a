using System.Security.Cryptography;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary><c>sign LAYOUT --key KEY</c>.</summary>
[TestClass]
public sealed class Sign
{
    [TestMethod]
    public void Attaches_a_signature_that_says_where_and_what()
    {
        using Scratch scratch = new();
        (Image image, string key, VerificationKey publicKey) = Make(scratch);

        ToolRun run = ToolRun.Of(
            "sign", scratch["layout"], "--key", key, "--repository", "ghcr.io/team/app", "--image-version", "1.2.3", "--source-epoch", "1700000000", "--json").Expect(0);

        Assert.AreEqual(image.Digest.ToString(), run.Json.GetProperty("signed")[0].GetString());
        Assert.AreEqual(publicKey.Fingerprint, run.Json.GetProperty("fingerprint").GetString());
        SigstoreBundle bundle = Bundles(scratch, image).Single();
        Assert.IsTrue(bundle.IsSignedBy(publicKey));
        Assert.AreEqual(
            new SignedImage { Digest = image.Digest, Repository = "ghcr.io/team/app", Version = "1.2.3", SourceEpoch = 1_700_000_000 },
            SignedImage.From(Statement.Read(bundle.Envelope.Payload, "It"), image.Digest));

        StringAssert.StartsWith(ToolRun.Of("sign", scratch["layout"], "--key", key).Expect(0).Output, $"{image.Digest}\n  platforms       linux/amd64\n  repository      not said\n  version         not said\n  key             ECDSA P-256\n");
        Assert.HasCount(2, Bundles(scratch, image));
    }

    [TestMethod]
    public void Signs_nothing_that_is_no_layout_or_is_damaged()
    {
        using Scratch scratch = new();
        (Image image, string key, _) = Make(scratch);
        Assert.AreEqual("WOLFI7140", ToolRun.Of("sign", "docker-archive:" + key, "--key", key, "--json").Expect(2).ErrorCode);
        Assert.AreEqual("WOLFI7140", ToolRun.Of("sign", "oci-archive:" + key, "--key", key, "--json").Expect(2).ErrorCode);
        File.WriteAllText(Path.Combine(scratch["layout"], "blobs", "sha256", image.Digest.Hex), "damaged");
        ToolRun.Of("sign", scratch["layout"], "--key", key, "--json").Expect(1);
        Assert.AreEqual(1, OciLayout.Open(scratch["layout"]).Index.Value.Manifests.Length);
    }

    private static (Image Image, string Key, VerificationKey PublicKey) Make(Scratch scratch)
    {
        Document<ImageConfig> config = new ImageConfig { Architecture = "amd64", Os = "linux", DiffIds = [] }.ToDocument();
        Document<ImageManifest> manifest = new ImageManifest
        {
            Config = new Descriptor { MediaType = MediaTypes.ImageConfig, Digest = config.Digest, Size = config.Bytes.Length },
            Layers = [],
        }.ToDocument();
        Image image = new(manifest, config, []);
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(image, null, "latest")), CancellationToken.None);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string file = scratch.Write("team.key", key.ExportPkcs8PrivateKeyPem());
        return (image, file, VerificationKey.Parse(key.ExportSubjectPublicKeyInfoPem(), "The key"));
    }

    private static SigstoreBundle[] Bundles(Scratch scratch, Image image) =>
        [.. Referrers.Of(OciLayout.Open(scratch["layout"]), image.Descriptor, CancellationToken.None).Select(artifact => SigstoreBundle.Read(artifact.Content.Single().ReadDocument(CancellationToken.None), "It"))];
}
