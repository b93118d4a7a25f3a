using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Registries;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Tests.Inspection;

[TestClass]
public sealed class ImageInspector_of_other_images
{
    private static readonly RegistryAccess s_registries = new(RegistryCredentialSources.None, [], new RecordingObserver()) { Timing = RegistryTiming.Default with { Pauses = [] } };

    [TestMethod]
    [DataRow("usr/lib/apk/db/installed")]
    [DataRow("lib/apk/db/installed")]
    public void Packages_come_from_the_database_wherever_it_is(string path)
    {
        RecordedImageBuilder builder = new()
        {
            Record = null,
            DatabasePath = path,
            Bend = layers => [.. layers, RecordedImageBuilder.Layer(LayerEntry.File("top", 0b110_100_100, "x"u8.ToArray()))],
        };

        ImageInspection inspection = ImageInspector.Inspect(builder.Build(), CancellationToken.None);

        Assert.IsNull(inspection.Record);
        Assert.IsTrue(inspection.Layers.All(layer => layer is { Kind: null, Class: null, Package: null }));
        CollectionAssert.AreEqual(new[] { "glibc", "zlib", "demo" }, inspection.Packages.Select(package => package.Name).ToArray());
        Assert.IsTrue(inspection.Packages.All(package => package.Layer is null));
    }

    [TestMethod]
    public void Without_a_database_there_are_no_packages()
    {
        RecordedImageBuilder builder = new() { Record = null, Database = null };

        Assert.IsEmpty(ImageInspector.Inspect(builder.Build(), CancellationToken.None).Packages);
    }

    [TestMethod]
    public void A_layer_in_a_compression_that_is_not_read_is_named_in_a_note()
    {
        RecordedImageBuilder builder = new() { Record = null, Bend = layers => [.. layers.Select(layer => layer with { MediaType = MediaTypes.LayerTarZstd })] };

        ImageInspection inspection = ImageInspector.Inspect(builder.Build(), CancellationToken.None);

        Assert.IsEmpty(inspection.Packages);
        Assert.HasCount(5, inspection.Notes);
    }

    [TestMethod]
    public void A_damaged_layer_is_a_coded_failure()
    {
        RecordedImageBuilder builder = new() { Bend = layers => [.. layers[..^1], layers[^1] with { MediaType = MediaTypes.LayerTar }] };

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ImageInspector.Inspect(builder.Build(), CancellationToken.None));

        Assert.AreEqual("WOLFI5041", failure.Diagnostic.Code);
    }

    [TestMethod]
    public void An_image_without_layers_is_nothing_to_fail_on()
    {
        RecordedImageBuilder builder = new() { Bend = _ => [] };

        Assert.IsEmpty(ImageInspector.Inspect(builder.Build(), CancellationToken.None).Layers);
    }

    [TestMethod]
    [DataRow("127.0.0.1:9/team/app:1", "WOLFI6001")]
    [DataRow("App", "WOLFI5050")]
    [DataRow("oci:", "WOLFI5050")]
    [DataRow("./no-such-layout", "WOLFI5042")]
    [DataRow("docker-archive:/no/such/file", "WOLFI5042")]
    [DataRow("oci-archive:/no/such/file", "WOLFI5042")]
    [DataRow("NO REFERENCE", "WOLFI5050")]
    public void Arguments_that_name_no_image_here_have_their_codes(string text, string code)
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ImageArguments.Read(text, null, s_registries, CancellationToken.None));

        Assert.AreEqual(code, failure.Diagnostic.Code);
    }
}
