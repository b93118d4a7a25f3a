using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using YamlDotNet.RepresentationModel;

namespace Wolfi.Containers.Tests.Signing;

/// <summary>The policies of <c>docs/admission</c> name what this product writes. No controller is run here.</summary>
[TestClass]
public sealed class Admission_policies
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "docs", "admission");

    public static IEnumerable<object[]> Files() => Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileName(file) });

    [TestMethod]
    public void There_is_one_for_each_controller_and_the_page_of_signing_leads_to_it()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "signing.md"));
        string[] files = [.. Files().Select(row => (string)row[0])];
        CollectionAssert.AreEqual(new[] { "connaisseur-values.yaml", "kyverno-classic.yaml", "kyverno.yaml", "policy-controller.yaml", "ratify.yaml" }, files);
        foreach (string file in files)
        {
            StringAssert.Contains(page, $"(admission/{file})");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Name_keys_media_types_and_annotations_that_are_written(string file)
    {
        (string Path, string Value)[] scalars = [.. Documents(file).SelectMany(document => Scalars(document.RootNode, ""))];
        string[] keys = [.. scalars.Select(scalar => scalar.Value).Where(value => value.Contains("BEGIN", StringComparison.Ordinal))];
        Assert.IsNotEmpty(keys);
        foreach (string key in keys)
        {
            Assert.AreEqual(key.Trim(), VerificationKey.Parse(key, file).Pem.Trim(), "a key in the form of cosign.pub");
        }

        string[] predicates = [EvidenceTypes.SpdxPredicate, EvidenceTypes.CycloneDxPredicate, EvidenceTypes.ProvenancePredicate];
        foreach ((string path, string value) in scalars.Where(scalar => scalar.Path.EndsWith("/predicateType", StringComparison.Ordinal) || scalar.Path.EndsWith("/attestations/type", StringComparison.Ordinal)))
        {
            CollectionAssert.Contains(predicates, value, path);
        }

        foreach ((string path, string value) in scalars.Where(scalar => scalar.Path.Contains("/annotations/", StringComparison.Ordinal)))
        {
            Assert.EndsWith("/" + SignedImage.RepositoryAnnotation, path);
            Assert.AreEqual("ghcr.io/team/app", value);
        }

        Assert.IsTrue(scalars.Any(scalar => scalar.Value.StartsWith("ghcr.io/team/app", StringComparison.Ordinal)), "the example's repository");
    }

    [TestMethod]
    [DataRow("policy-controller.yaml", "ClusterImagePolicy ClusterImagePolicy")]
    [DataRow("kyverno.yaml", "ClusterPolicy")]
    [DataRow("kyverno-classic.yaml", "ClusterPolicy")]
    [DataRow("ratify.yaml", "KeyManagementProvider Store Verifier")]
    [DataRow("connaisseur-values.yaml", "")]
    public void Are_resources_of_their_controller(string file, string kinds) => Assert.AreEqual(
        kinds, string.Join(' ', Documents(file).SelectMany(document => Scalars(document.RootNode, "")).Where(scalar => scalar.Path == "/kind").Select(scalar => scalar.Value)));

    [TestMethod]
    public void Ask_for_the_form_of_signatures_that_their_first_line_says()
    {
        foreach (string file in Files().Select(row => (string)row[0]))
        {
            string first = File.ReadLines(Path.Combine(Folder, file)).First();
            bool classic = file != "kyverno.yaml";
            Assert.AreEqual(classic, first.Contains("WolfiSignatureFormats=bundle;classic", StringComparison.Ordinal), file);
            (string Path, string Value)[] scalars = [.. Documents(file).SelectMany(document => Scalars(document.RootNode, ""))];
            string[] types = [.. scalars.Where(scalar => scalar.Path.EndsWith("/verifyImages/type", StringComparison.Ordinal)).Select(scalar => scalar.Value)];
            Assert.IsTrue(types.All(type => type == (classic ? "Cosign" : "SigstoreBundle")), file);
        }
    }

    // Kyverno holds a signature to its annotations by the payload's "optional", and a statement to its type by the layer's annotation.
    [TestMethod]
    public async Task Are_met_by_what_is_written()
    {
        Image image = new RecordedImageBuilder().Build();
        using PrivateKey key = PrivateKey.Generate();
        SignedImage said = new() { Digest = image.Digest, Repository = "ghcr.io/team/app", Version = "1.2.3", SourceEpoch = 1 };
        TaggedContent signature = await ClassicSignatures.SignAsync(key, said, CancellationToken.None);
        SimpleSigning payload = SimpleSigning.Read(signature.Content.ReadDocument(CancellationToken.None), "It");
        Assert.AreEqual("ghcr.io/team/app", payload.Optional[SignedImage.RepositoryAnnotation]);
        Assert.AreEqual("ghcr.io/team/app", payload.Repository);
        Assert.AreEqual("application/vnd.dev.cosign.simplesigning.v1+json", signature.Descriptor.MediaType);
        SigstoreBundle bundle = await SigstoreBundle.SignAsync(key, said.ToStatement().ToBytes(), CancellationToken.None);
        TaggedContent attestation = ClassicSignatures.Attest(bundle.Envelope, EvidenceTypes.SpdxPredicate);
        Assert.AreEqual("https://spdx.dev/Document", attestation.Descriptor.Annotations["predicateType"]);
        Assert.AreEqual("", attestation.Descriptor.Annotations["dev.cosignproject.cosign/signature"]);
        Assert.AreEqual("application/vnd.dsse.envelope.v1+json", attestation.Descriptor.MediaType);
    }

    private static YamlDocument[] Documents(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Folder, file));
        YamlStream stream = [];
        stream.Load(reader);
        return [.. stream.Documents];
    }

    private static IEnumerable<(string Path, string Value)> Scalars(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => Scalars(pair.Value, $"{path}/{((YamlScalarNode)pair.Key).Value}")),
        YamlSequenceNode list => list.Children.SelectMany(item => Scalars(item, path)),
        YamlScalarNode scalar => [(path, scalar.Value ?? "")],
        _ => [],
    };
}
