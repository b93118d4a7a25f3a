using System.Text.Json.Nodes;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tests.Inspection;

[TestClass]
public sealed class ImageInspector_of_our_images
{
    [TestMethod]
    public void Each_layer_gets_its_kind_class_and_package()
    {
        Image image = new RecordedImageBuilder().Build();

        ImageInspection inspection = ImageInspector.Inspect(image, CancellationToken.None);

        CollectionAssert.AreEqual(
            new (LayerKind?, ByteClass?, string?, string?)[]
            {
                (LayerKind.Package, ByteClass.Distribution, "glibc", "2.43-r15"),
                (LayerKind.Package, ByteClass.IndexVouched, "zlib", "1.3.1-r5"),
                (LayerKind.Proof, ByteClass.Recomputed, null, null),
                (LayerKind.Team, ByteClass.Team, "demo", "1.0.0-r0"),
                (LayerKind.State, ByteClass.Recomputed, null, null),
            },
            inspection.Layers.Select(layer => (layer.Kind, layer.Class, layer.Package, layer.Version)).ToArray());
        CollectionAssert.AreEqual(image.Layers.Select(layer => layer.Descriptor.Digest).ToArray(), inspection.Layers.Select(layer => layer.Digest).ToArray());
        Assert.AreEqual(image.Digest, inspection.Digest);
        Assert.AreEqual(image.Size, inspection.Size);
        Assert.IsEmpty(inspection.Notes);
    }

    [TestMethod]
    public void Packages_carry_what_the_database_says_and_their_layer()
    {
        Image image = new RecordedImageBuilder().Build();

        InspectedPackage[] packages = [.. ImageInspector.Inspect(image, CancellationToken.None).Packages];

        CollectionAssert.AreEqual(new[] { "glibc", "zlib", "demo" }, packages.Select(package => package.Name).ToArray());
        Assert.AreEqual("LGPL-2.1-or-later", packages[0].License);
        Assert.AreEqual("glibc-origin", packages[0].Origin);
        Assert.AreEqual("x86_64", packages[0].Architecture);
        Assert.AreEqual("", packages[2].License);
        Assert.AreEqual(image.Layers[3].Descriptor.Digest, packages[2].Layer);
    }

    [TestMethod]
    public void What_the_project_declares_makes_the_state_layer_mixed_and_is_listed()
    {
        RecordedImageBuilder builder = new();
        ((JsonArray)builder.Record!["declared"]!["files"]!).Add(new JsonObject { ["target"] = "/etc/extra" });

        ImageInspection inspection = ImageInspector.Inspect(builder.Build(), CancellationToken.None);

        Assert.AreEqual(ByteClass.Mixed, inspection.Layers[^1].Class);
        CollectionAssert.AreEqual(new[] { "/etc/extra" }, inspection.Record!.DeclaredFiles.ToArray());
    }

    [TestMethod]
    public void A_layer_that_was_stored_uncompressed_is_of_no_class()
    {
        RecordedImageBuilder builder = new() { Bend = layers => layers.Select(RecordedImageBuilder.Uncompressed) };

        ImageInspection inspection = ImageInspector.Inspect(builder.Build(), CancellationToken.None);

        Assert.AreEqual("glibc", inspection.Layers[0].Package);
        Assert.IsNull(inspection.Layers[0].Class);
        Assert.IsNull(inspection.Layers[3].Class);
        StringAssert.StartsWith(inspection.Notes.Single(), "3 layers were stored uncompressed");
    }

    [TestMethod]
    [DataRow("order", "layer 1 is not glibc-2.43-r15")]
    [DataRow("twice", "it has 6 layers where the record makes 5")]
    [DataRow("missing", "it has 4 layers where the record makes 5")]
    [DataRow("exchanged", "layer 2 is not zlib-1.3.1-r5")]
    public void Layers_that_are_not_the_recorded_ones_are_refused(string what, string reason)
    {
        RecordedImageBuilder builder = new()
        {
            Bend = layers => what switch
            {
                "order" => [layers[1], layers[0], .. layers[2..]],
                "twice" => [layers[0], .. layers],
                "missing" => layers[1..],
                _ => [layers[0], layers[3], .. layers[2..]],
            },
        };

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ImageInspector.Inspect(builder.Build(), CancellationToken.None));

        Assert.AreEqual("WOLFI5044", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, reason);
    }

    [TestMethod]
    [DataRow("$schema", "\"https://example.test/2\"", "its schema is not one that this version reads")]
    [DataRow("packages", "{}", "it is no such record")]
    [DataRow("packages", "[{\"name\":\"../x\",\"version\":\"1\",\"datahash\":\"00\",\"class\":\"distribution\"}]", "name, version or datahash")]
    [DataRow("packages", "[{\"name\":\"x\",\"version\":\"1\",\"datahash\":\"00\",\"class\":\"holy\"}]", "it names a class")]
    [DataRow("declared", "null", "it is no such record")]
    [DataRow("world", "[1]", "it is no such record")]
    public void A_damaged_record_is_refused(string member, string value, string reason)
    {
        RecordedImageBuilder builder = new();
        builder.Record![member] = JsonNode.Parse(value);

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ImageInspector.Inspect(builder.Build(), CancellationToken.None));

        Assert.AreEqual("WOLFI5044", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, reason);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("P:glibc\nV:9-r9\nA:x86_64\n\n")]
    public void A_database_without_the_recorded_packages_is_refused(string? database)
    {
        RecordedImageBuilder builder = new() { Database = database };

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ImageInspector.Inspect(builder.Build(), CancellationToken.None));

        StringAssert.Contains(failure.Message, "the package database does not have glibc-2.43-r15");
    }
}
