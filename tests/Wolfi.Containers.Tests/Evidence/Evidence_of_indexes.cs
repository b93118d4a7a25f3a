using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tests.Evidence;

/// <summary>What is said of an image for several platforms as a whole.</summary>
[TestClass]
public sealed class Evidence_of_indexes
{
    private static readonly Image Amd64 = new RecordedImageBuilder().Build();
    private static readonly Image Arm64 = Amd64.For(Platform.LinuxArm64);
    private static readonly MultiPlatformImage Index = IndexAssembler.Assemble(Amd64, Arm64);

    [TestMethod]
    public void Bills_name_each_image_by_its_digest()
    {
        ImmutableArray<EvidenceDocument> documents = Make();
        CollectionAssert.AreEqual(new[] { EvidenceKind.Spdx, EvidenceKind.CycloneDx, EvidenceKind.Provenance }, documents.Select(document => document.Kind).ToArray());
        JsonNode spdx = Json(documents[0]);
        JsonNode cycloneDx = Json(documents[1]);
        Assert.IsEmpty(SbomChecks.Spdx(spdx), string.Join('\n', SbomChecks.Spdx(spdx)));
        Assert.IsEmpty(SbomChecks.CycloneDx(cycloneDx), string.Join('\n', SbomChecks.CycloneDx(cycloneDx)));
        string[] digests = [Index.Digest.Hex, .. new[] { Amd64, Arm64 }.OrderBy(image => image.Digest).Select(image => image.Digest.Hex)];
        CollectionAssert.AreEquivalent(digests, spdx["packages"]!.AsArray().Select(package => (string)package!["checksums"]![0]!["checksumValue"]!).ToArray());
        string described = (string)spdx["documentDescribes"]![0]!;
        Assert.AreEqual(Index.Digest.ToString(), (string?)spdx["packages"]!.AsArray().Single(package => (string?)package!["SPDXID"] == described)!["versionInfo"]);
        foreach ((string type, bool fromIndex) in new[] { ("CONTAINS", true), ("VARIANT_OF", false) })
        {
            JsonNode[] relationships = [.. spdx["relationships"]!.AsArray().Where(item => (string?)item!["relationshipType"] == type).Select(item => item!)];
            Assert.HasCount(2, relationships);
            Assert.IsTrue(relationships.All(item => (string?)item[fromIndex ? "spdxElementId" : "relatedSpdxElement"] == described), type);
        }

        Assert.AreEqual(Index.Digest.ToString(), (string?)cycloneDx["metadata"]!["component"]!["version"]);
        string[] purls = [.. cycloneDx["components"]!.AsArray().Select(component => (string)component!["purl"]!)];
        CollectionAssert.AreEquivalent(
            new[] { $"pkg:oci/app@{Uri.EscapeDataString(Amd64.Digest.ToString())}?arch=amd64", $"pkg:oci/app@{Uri.EscapeDataString(Arm64.Digest.ToString())}?arch=arm64" }, purls);
    }

    [TestMethod]
    public async Task Bills_lead_to_the_bills_of_the_images()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        string serial = (string)JsonNode.Parse(File.ReadAllText(Path.Combine(world.Outputs, "image.cdx.json")))!["serialNumber"]!;
        Image image = AttachedDocuments.InLayout(world.Layout).Image;
        JsonNode bill = Json(Make(IndexAssembler.Assemble(image, image.For(Platform.LinuxArm64)))[1]);
        JsonNode component = bill["components"]!.AsArray().Single(component => (string?)component!["version"] == image.Digest.ToString())!;
        Assert.AreEqual(serial.Replace("urn:uuid:", "urn:cdx:", StringComparison.Ordinal) + "/1", (string?)component["externalReferences"]![0]!["url"]);
        Assert.AreEqual("bom", (string?)component["externalReferences"]![0]!["type"]);
    }

    [TestMethod]
    public void Provenance_is_about_the_index_alone_and_names_the_images_as_what_it_is_made_of()
    {
        Statement statement = Statement.Read(Make()[2].Bytes, "It");
        Assert.AreEqual(Index.Digest.Hex, statement.Subjects.Single().Digest["sha256"]);
        JsonElement definition = JsonDocument.Parse(statement.Predicate).RootElement.GetProperty("buildDefinition");
        Assert.AreEqual("linux-x64 linux-arm64", string.Join(' ', definition.GetProperty("externalParameters").GetProperty("runtimeIdentifiers").EnumerateArray().Select(item => item.GetString())));
        Assert.IsFalse(definition.GetProperty("externalParameters").TryGetProperty("runtimeIdentifier", out _));
        CollectionAssert.AreEqual(
            Index.Images.Select(image => $"{image.Config.Value.Platform} {image.Digest.Hex}").ToArray(),
            definition.GetProperty("resolvedDependencies").EnumerateArray().Select(item => $"{item.GetProperty("name").GetString()} {item.GetProperty("digest").GetProperty("sha256").GetString()}").ToArray());
    }

    [TestMethod]
    public void Documents_are_a_function_of_the_images_and_can_be_left_out()
    {
        foreach ((EvidenceDocument one, EvidenceDocument other) in Make().Zip(Make(IndexAssembler.Assemble(Arm64, Amd64))))
        {
            CollectionAssert.AreEqual(one.Bytes.ToArray(), other.Bytes.ToArray());
        }

        Assert.IsEmpty(Make(change: request => request with { Evidence = new EvidenceSettings { Sboms = SbomFormats.None, Provenance = false } }));
        Assert.IsFalse(Encoding.UTF8.GetString(Make(change: request => request with { Evidence = new EvidenceSettings { Sboms = SbomFormats.Spdx } })[0].Bytes.Span).Contains("urn:cdx", StringComparison.Ordinal));
    }

    public static IEnumerable<object[]> Checkers() => Verifiers.Rows(["validate-spdx.js", 0], ["validate-cyclonedx.js", 1]);

    [TestMethod]
    [DynamicData(nameof(Checkers))]
    public void Bills_pass_the_official_schemas(string script, int document)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.Combine("bill.json"), Make()[document].Bytes.ToArray());
        (int code, string output) = Verifiers.Run(script, folder.Combine("bill.json"));
        Assert.AreEqual(0, code, output);
    }

    private static ImmutableArray<EvidenceDocument> Make(MultiPlatformImage? image = null, Func<PublishRequest, PublishRequest>? change = null)
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request();
        request = change is null ? request : change(request);
        return IndexEvidence.Make(new IndexEvidenceInput { Image = image ?? Index, Requests = [request, request with { App = request.App with { RuntimeIdentifier = "linux-arm64" } }] });
    }

    private static JsonNode Json(EvidenceDocument document) => JsonNode.Parse(document.Bytes.Span)!;
}
