using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.SupplyChain.Tests.Sboms;

[TestClass]
public sealed class Written_documents
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [TestMethod]
    public void Of_each_kind_of_component_are_the_verified_ones()
    {
        Golden.Verify("Wolfi.SupplyChain.Tests", "demo-spdx", "json", Shown(SpdxWriter.Write(Bills.Demo())));
        Golden.Verify("Wolfi.SupplyChain.Tests", "demo-cyclonedx", "json", Shown(CycloneDxWriter.Write(Bills.Demo())));
    }

    [TestMethod]
    public void Keep_what_any_component_table_asks()
    {
        Assert.IsEmpty(SbomChecks.Spdx(JsonNode.Parse(SpdxWriter.Write(Bills.Demo()).Span)!));
        Assert.IsEmpty(SbomChecks.CycloneDx(JsonNode.Parse(CycloneDxWriter.Write(Bills.Demo()).Span)!));
    }

    [TestMethod]
    public void Of_another_image_have_another_identity()
    {
        BillOfMaterials other = Bills.Demo(Bills.Creation with { Identity = "sha256:other" });
        Assert.AreNotEqual(Namespace(Bills.Demo()), Namespace(other));
        Assert.AreNotEqual(Serial(Bills.Demo()), Serial(other));
        Assert.AreEqual(Serial(Bills.Demo()), Serial(Bills.Demo()));
    }

    [TestMethod]
    public void Do_not_follow_the_order_of_what_they_are_made_from()
    {
        BillOfMaterials bill = Bills.Demo();
        BillOfMaterials turned = BillOfMaterials.Create(bill.Subject, bill.Components.Reverse(), bill.Relationships.Reverse(), bill.Creation);
        CollectionAssert.AreEqual(SpdxWriter.Write(bill).ToArray(), SpdxWriter.Write(turned).ToArray());
        CollectionAssert.AreEqual(CycloneDxWriter.Write(bill).ToArray(), CycloneDxWriter.Write(turned).ToArray());
    }

    [TestMethod]
    public void Have_one_identifier_for_each_component_whose_names_look_alike()
    {
        Component first = Bills.Demo().Components.First(component => component.Kind == ComponentKind.Library);
        BillOfMaterials bill = BillOfMaterials.Create(Bills.Image, [first with { Id = "1", Name = "A_B" }, first with { Id = "2", Name = "A+B" }], [], Bills.Creation);
        Assert.IsEmpty(SbomChecks.Spdx(JsonNode.Parse(SpdxWriter.Write(bill).Span)!));
    }

    [TestMethod]
    public void Are_of_bills_without_loose_ends()
    {
        Component one = Bills.Demo().Components[0];
        Assert.ThrowsExactly<ArgumentException>(() => BillOfMaterials.Create(Bills.Image, [one, one], [], Bills.Creation));
        Assert.ThrowsExactly<ArgumentException>(() => BillOfMaterials.Create(Bills.Image, [one], [new Relationship(one.Id, RelationshipKind.DependsOn, "nowhere")], Bills.Creation));
    }

    [TestMethod]
    public void Of_one_source_hold_that_source_alone()
    {
        BillOfMaterials upstream = Bills.Demo().Where(component => component.Source == ComponentSource.Upstream);
        CollectionAssert.AreEquivalent(new[] { "Newtonsoft.Json", "Runtime" }, upstream.Components.Select(component => component.Name).ToArray());
        Assert.IsEmpty(SbomChecks.CycloneDx(JsonNode.Parse(CycloneDxWriter.Write(upstream).Span)!));
    }

    private static string Namespace(BillOfMaterials bill) => (string)JsonNode.Parse(SpdxWriter.Write(bill).Span)!["documentNamespace"]!;

    private static string Serial(BillOfMaterials bill) => (string)JsonNode.Parse(CycloneDxWriter.Write(bill).Span)!["serialNumber"]!;

    private static string Shown(ReadOnlyMemory<byte> bytes) => JsonNode.Parse(bytes.Span)!.ToJsonString(Indented) + "\n";
}
