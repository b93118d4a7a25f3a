using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Signing;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tests.Signing;

/// <summary>The attachments that sign an image, each before a checker that is not this product's own.</summary>
[TestClass]
public sealed class Signed_attachments
{
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly BundleSigner Signer = new(Key);
    private static readonly Descriptor Subject = new() { MediaType = MediaTypes.ImageManifest, Digest = Digest.Of("image"u8), Size = 5 };
    private static readonly SignedImage Image = new() { Digest = Subject.Digest, Repository = "team/app", Version = "1.2.3", SourceEpoch = 1_700_000_000 };

    private static readonly ImmutableArray<EvidenceDocument> Documents =
    [
        EvidenceDocument.Spdx("{\"spdxVersion\":\"SPDX-2.3\"}\n"u8.ToArray()),
        EvidenceDocument.CycloneDx("{\"bomFormat\":\"CycloneDX\"}"u8.ToArray()),
        EvidenceDocument.Of(
            EvidenceKind.Provenance,
            new Statement
            {
                Subjects = [new ResourceDescriptor { Name = "team/app", Digest = ResourceDescriptor.Sha256(Subject.Digest.Hex) }],
                PredicateType = EvidenceTypes.ProvenancePredicate,
                Predicate = "{}"u8.ToArray(),
            },
            fileSuffix: null),
        EvidenceDocument.SignedIndex("an index"u8.ToArray()),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Have_the_form_that_cosign_pushes()
    {
        Artifact artifact = (await ImageSignatures.SignAsync(Signer, Subject, Image, [], TestContext.CancellationToken)).Single();

        Assert.IsEmpty(ArtifactValidator.Validate(artifact, Subject, null, TestContext.CancellationToken));
        Assert.AreEqual("application/vnd.dev.sigstore.bundle.v0.3+json", artifact.Type);
        Descriptor layer = artifact.Manifest.Value.Layers.Single();
        Assert.AreEqual("application/vnd.dev.sigstore.bundle.v0.3+json", layer.MediaType);
        CollectionAssert.AreEqual(
            new[]
            {
                "dev.sigstore.bundle.content=dsse-envelope",
                "dev.sigstore.bundle.predicateType=https://sigstore.dev/cosign/sign/v1",
                "org.opencontainers.image.created=2023-11-14T22:13:20Z",
            },
            artifact.Manifest.Value.Annotations.Select(pair => $"{pair.Key}={pair.Value}").ToArray());
        Assert.IsTrue(BundleOf(artifact).IsSignedBy(Key.PublicKey));
        Assert.AreEqual(Image, SignedImage.From(StatementOf(artifact), Subject.Digest));
    }

    [TestMethod]
    public async Task State_each_document_under_the_type_that_cosign_knows()
    {
        ImmutableArray<Artifact> artifacts = (await ImageSignatures.SignAsync(Signer, Subject, Image, Documents, TestContext.CancellationToken))[1..];

        CollectionAssert.AreEqual(
            new[] { "https://spdx.dev/Document", "https://cyclonedx.org/bom", "https://slsa.dev/provenance/v1" },
            artifacts.Select(artifact => StatementOf(artifact).PredicateType).ToArray());
        foreach (Artifact artifact in artifacts)
        {
            Statement statement = StatementOf(artifact);
            Assert.IsTrue(BundleOf(artifact).IsSignedBy(Key.PublicKey));
            Assert.AreEqual("team/app", statement.Subjects.Single().Name);
            Assert.IsTrue(statement.IsAbout(Subject.Digest.Hex));
            Assert.IsEmpty(statement.Subjects.Single().Annotations);
        }

        Assert.AreEqual("{\"spdxVersion\":\"SPDX-2.3\"}", Encoding.UTF8.GetString(StatementOf(artifacts[0]).Predicate.Span));
    }

    // K167
    [TestMethod]
    public async Task Say_so_where_a_development_key_signs()
    {
        SignedImage image = Image with { ByDevelopmentKey = true };
        Artifact signature = (await ImageSignatures.SignAsync(Signer, Subject, image, [], TestContext.CancellationToken)).Single();
        Assert.IsTrue(SignedImage.From(StatementOf(signature), Subject.Digest).ByDevelopmentKey);
        foreach (Artifact artifact in (await ImageSignatures.SignAsync(Signer, Subject, image, Documents, TestContext.CancellationToken))[1..])
        {
            Assert.AreEqual("true", StatementOf(artifact).Subjects.Single().Annotations["io.github.wolfi-containers.development-key"]);
        }
    }

    public static IEnumerable<object[]> Checked() => Verifiers.Rows(
        [SignedImage.PredicateType, false],
        [EvidenceTypes.SpdxPredicate, false],
        [EvidenceTypes.CycloneDxPredicate, true],
        [EvidenceTypes.ProvenancePredicate, true]);

    [TestMethod]
    [DynamicData(nameof(Checked))]
    public async Task Are_accepted_by_independent_checkers(string predicateType, bool development)
    {
        using TemporaryFolder folder = new();
        SignedImage image = Image with { ByDevelopmentKey = development };
        ImmutableArray<Artifact> all = await ImageSignatures.SignAsync(Signer, Subject, image, Documents, TestContext.CancellationToken);
        Artifact artifact = all.Single(one => StatementOf(one).PredicateType == predicateType);
        File.WriteAllBytes(folder.Combine("bundle.json"), Bytes(artifact));
        File.WriteAllText(folder.Combine("key.pub"), Key.PublicKey.Pem);

        (int code, string output) = Verifiers.Run(
            "verify-bundle.js", folder.Combine("bundle.json"), "--key", folder.Combine("key.pub"), "--digest", Subject.Digest.ToString(), "--predicate-type", predicateType);

        Assert.AreEqual(0, code, output);
        StringAssert.StartsWith(output, "OK ");
    }

    private static SigstoreBundle BundleOf(Artifact artifact) => SigstoreBundle.Read(Bytes(artifact), "The bundle");

    private static Statement StatementOf(Artifact artifact) => Statement.Read(BundleOf(artifact).Envelope.Payload, "The statement");

    private static byte[] Bytes(Artifact artifact)
    {
        using MemoryStream stream = new();
        artifact.Content.Single().CopyTo(stream, CancellationToken.None);
        return stream.ToArray();
    }
}
