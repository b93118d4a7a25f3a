using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Bills;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.SupplyChain.Tests.Sboms;

[TestClass]
public sealed class Bills_read_back
{
    private static readonly EvidenceKind[] s_kinds = [EvidenceKind.Spdx, EvidenceKind.CycloneDx];

    [TestMethod]
    public void List_what_was_written()
    {
        BillOfMaterials bill = Bills.Demo();
        AttachedBill spdx = Read(EvidenceKind.Spdx), cycloneDx = Read(EvidenceKind.CycloneDx);
        Assert.AreEqual(Bills.Digest, spdx.Subject);
        Assert.AreEqual(Bills.Digest, cycloneDx.Subject);
        CollectionAssert.AreEquivalent(bill.Components.Select(Key).ToArray(), spdx.Components.Select(component => Key(component).Replace("/app/", "app/", StringComparison.Ordinal)).ToArray());
        CollectionAssert.AreEquivalent(
            bill.Components.Where(component => component.Kind is not (ComponentKind.Layer or ComponentKind.Source)).Select(Key).ToArray(), cycloneDx.Components.Select(Key).ToArray());
        Assert.AreEqual("Zlib", spdx.Components.Single(component => component.Name == "zlib").Licence);
        Assert.AreEqual("Zlib", cycloneDx.Components.Single(component => component.Name == "zlib").Licence);
    }

    [TestMethod]
    [DataRow(ComponentSource.Distribution)]
    [DataRow(ComponentSource.Upstream)]
    [DataRow(ComponentSource.Own)]
    public void Of_one_source_are_sound_documents_of_their_own(ComponentSource source)
    {
        foreach (EvidenceKind kind in s_kinds)
        {
            AttachedBill whole = Read(kind);
            AttachedBill part = AttachedBill.Read(kind, whole.Of(source), "it");
            CollectionAssert.AreEqual(whole.Components.Where(component => component.Source == source).ToArray(), part.Components.ToArray());
            Assert.IsNotEmpty(part.Components);
            JsonNode document = JsonNode.Parse(part.Bytes.Span)!, original = JsonNode.Parse(whole.Bytes.Span)!;
            string[] faults = [.. kind == EvidenceKind.Spdx ? SbomChecks.Spdx(document) : SbomChecks.CycloneDx(document)];
            Assert.IsEmpty(faults, string.Join('\n', faults));
            string identity = kind == EvidenceKind.Spdx ? "documentNamespace" : "serialNumber";
            Assert.AreNotEqual((string?)original[identity], (string?)document[identity]);
        }
    }

    [TestMethod]
    [DataRow(EvidenceKind.Spdx, "\"SPDX-2.3\"", "\"SPDX-2.2\"", EvidenceFault.Unsupported)]
    [DataRow(EvidenceKind.Spdx, "\"documentDescribes\"", "\"describes\"", EvidenceFault.Malformed)]
    [DataRow(EvidenceKind.Spdx, "\"packages\":[{", "\"packages\":[{},{", EvidenceFault.Malformed)]
    [DataRow(EvidenceKind.Spdx, "\"relationships\":[{", "\"relationships\":[7,{", EvidenceFault.Malformed)]
    [DataRow(EvidenceKind.CycloneDx, "\"specVersion\":\"1.6\"", "\"specVersion\":\"1.2\"", EvidenceFault.Unsupported)]
    [DataRow(EvidenceKind.CycloneDx, "\"components\":[{\"type\":\"file\"", "\"components\":[[],{\"type\":\"file\"", EvidenceFault.Malformed)]
    [DataRow(EvidenceKind.CycloneDx, "\"dependencies\":[{", "\"dependencies\":[{\"ref\":\"x\",\"dependsOn\":[1]},{", EvidenceFault.Malformed)]
    public void Are_refused_when_they_are_damaged(EvidenceKind kind, string part, string instead, EvidenceFault fault)
    {
        string good = Samples.Text(Read(kind).Bytes);
        Assert.IsTrue(good.Contains(part, StringComparison.Ordinal));
        EvidenceException failure = Assert.ThrowsExactly<EvidenceException>(() => AttachedBill.Read(kind, Samples.Bytes(good.Replace(part, instead, StringComparison.Ordinal)), "it"));
        Assert.AreEqual(fault, failure.Fault, failure.Message);
    }

    private static AttachedBill Read(EvidenceKind kind) =>
        AttachedBill.Read(kind, kind == EvidenceKind.Spdx ? SpdxWriter.Write(Bills.Demo()) : CycloneDxWriter.Write(Bills.Demo()), "it");

    private static string Key(Component component) => $"{component.Name} {component.Version} {component.Purl} {component.Source}";

    private static string Key(ListedComponent component) => $"{component.Name} {component.Version} {component.Purl} {component.Source}";
}
