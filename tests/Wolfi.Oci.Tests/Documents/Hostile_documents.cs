using System.Text;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Tests.Documents;

[TestClass]
public sealed class Hostile_documents
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Config = $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Hash}}","size":2}""";
    private const string Layer = $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{Hash}}","size":2}""";

    [TestMethod]
    public void The_plain_one_is_accepted() =>
        Assert.HasCount(1, Read($$"""{"schemaVersion":2,"config":{{Config}},"layers":[{{Layer}}]}""").Value.Layers);

    // Case 106.
    [TestMethod]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"manifests":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"layers":[],"manifests":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"manifests":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"Manifests":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"manifests":[],"Layers":[]}""")]
    public void Case_106_manifest_and_index_at_once_is_refused(string text)
    {
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => Read(text)));
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => ImageIndex.Read(Encoding.UTF8.GetBytes(text), null, "index")));
    }

    [TestMethod]
    public void Case_106_another_media_type_than_announced_is_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.ImageManifest}}","config":{{Config}},"layers":[]}""");
        ImageManifest.Read(bytes, MediaTypes.ImageManifest, "m");
        Assert.AreEqual(OciFault.UnsupportedMediaType, Fault(() => ImageManifest.Read(bytes, MediaTypes.DockerManifest, "m")));
        Assert.AreEqual(OciFault.UnsupportedMediaType, Fault(() => ImageManifest.Read(bytes, "text/html", "m")));
    }

    [TestMethod]
    [DataRow($$"""{"schemaVersion":1,"config":{{Config}},"layers":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":{{Config}},"layers":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"mediaType":"application/json","config":{{Config}},"layers":[]}""")]
    public void Another_kind_of_document_is_refused(string text) => Assert.AreEqual(OciFault.UnsupportedMediaType, Fault(() => Read(text)));

    // Case 107.
    [TestMethod]
    [DataRow("9223372036854775807")]
    [DataRow("-1")]
    [DataRow("68719476737")]
    public void Case_107_sizes_beyond_the_limit_are_refused(string size) =>
        Assert.AreEqual(OciFault.LimitExceeded, Fault(() => Read(WithSize(size))));

    // Cases 107 and 149.
    [TestMethod]
    [DataRow("9223372036854775808")]
    [DataRow("1e3")]
    [DataRow("1e999999999")]
    [DataRow("2.0")]
    [DataRow("\"2\"")]
    [DataRow("null")]
    [DataRow("99999999999999999999999999999999999999999999999999")]
    public void Case_149_numbers_that_are_no_64_bit_integers_are_refused(string size) =>
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => Read(WithSize(size))));

    [TestMethod]
    public void Case_107_a_hundred_thousand_layers_are_refused()
    {
        string shortLayer = $$"""{"mediaType":"a/b","digest":"{{Hash}}","size":1}""";
        string layers = string.Join(',', Enumerable.Repeat(shortLayer, 30_000));
        Assert.AreEqual(OciFault.LimitExceeded, Fault(() => Read($$"""{"schemaVersion":2,"config":{{Config}},"layers":[{{layers}}]}""")));
        Assert.AreEqual(OciFault.LimitExceeded, Fault(() => Read($$"""{"schemaVersion":2,"config":{{Config}},"layers":[{{layers}},{{layers}},{{layers}},{{layers}}]}""")));
    }

    [TestMethod]
    public void Case_107_a_document_of_many_bytes_is_refused_before_it_is_parsed() =>
        Assert.AreEqual(OciFault.LimitExceeded, Fault(() => ImageConfig.Read(new byte[64 * 1024 * 1024], "config")));

    [TestMethod]
    public void Case_149_ten_thousand_levels_are_refused()
    {
        string deep = new string('[', 10_000) + new string(']', 10_000);
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => Read($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"x":{{deep}} }""")));
    }

    [TestMethod]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"layers":[{{Layer}}]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"\u006cayers":[{{Layer}}]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"x":{"y":[{"a":1,"a":1}]} }""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"annotations":{"a":"1","a":"2"} }""")]
    public void Case_149_duplicate_names_are_refused(string text) => Assert.AreEqual(OciFault.MalformedDocument, Fault(() => Read(text)));

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"schemaVersion\":2}")]
    [DataRow("<html>")]
    [DataRow("{} {}")]
    [DataRow("{\"a\":1,}")]
    [DataRow("{/**/}")]
    [DataRow("\ufeff{}")]
    [DataRow("{\"schemaVersion\":2,\"x\":\"\\ud800\",\"\\ud800\":1,\"\\ud800\":1}")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":{} }""")]
    [DataRow($$"""{"schemaVersion":2,"config":[],"layers":[]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[1]}""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"annotations":{"a":1} }""")]
    [DataRow($$"""{"schemaVersion":2,"config":{{Config}},"layers":[],"annotations":{"a":"\udfff"} }""")]
    [DataRow($$"""{"schemaVersion":2,"config":{"mediaType":"x","digest":"{{Hash}}","size":1},"layers":[]}""")]
    public void Damaged_documents_are_refused(string text)
    {
        OciException exception = Assert.ThrowsExactly<OciException>(() => Read(text));
        Assert.AreEqual(OciFault.MalformedDocument, exception.Fault);
        Assert.StartsWith("manifest.json", exception.Message);
    }

    [TestMethod]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => ImageConfig.Read(new byte[] { 0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d }, "config")));

    [TestMethod]
    public void Case_105_a_digest_outside_the_grammar_is_refused_with_its_place()
    {
        OciException exception = Assert.ThrowsExactly<OciException>(() => Read(
            $$"""{"schemaVersion":2,"config":{{Config}},"layers":[{{Layer}},{"mediaType":"a/b","digest":"sha256:../../x","size":1}]}"""));
        Assert.AreEqual(OciFault.InvalidDigest, exception.Fault);
        Assert.Contains("layers[1].digest", exception.Message);
    }

    // Case 108: kept for the validator to name; nothing here opens them.
    [TestMethod]
    public void Case_108_urls_and_data_are_noted()
    {
        Descriptor layer = Read($$"""{"schemaVersion":2,"config":{{Config}},"layers":[{"mediaType":"a/b","digest":"{{Hash}}","size":1,"urls":["http://169.254.169.254/"],"data":"AA=="}]}""").Value.Layers[0];
        Assert.AreEqual("http://169.254.169.254/", layer.Urls.Single());
        Assert.AreEqual("AA==", layer.Data);
    }

    [TestMethod]
    [DataRow("""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]},"Config":{"User":"0"}}""")]
    [DataRow("""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]},"config":{"User":"1","user":"0"}}""")]
    [DataRow("""{"os":"linux","architecture":"amd64","rootfs":{"type":"squashfs","diff_ids":[]}}""")]
    [DataRow("""{"os":"linux","architecture":"amd64"}""")]
    [DataRow("""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]},"config":{"Entrypoint":"sh"}}""")]
    public void Ambiguous_and_damaged_configs_are_refused(string text) =>
        Assert.AreEqual(OciFault.MalformedDocument, Fault(() => ImageConfig.Read(Encoding.UTF8.GetBytes(text), "config")));

    private static string WithSize(string size) =>
        $$"""{"schemaVersion":2,"config":{{Config}},"layers":[{"mediaType":"a/b","digest":"{{Hash}}","size":{{size}} }]}""";

    private static Document<ImageManifest> Read(string text) => ImageManifest.Read(Encoding.UTF8.GetBytes(text), null, "manifest.json");

    private static OciFault Fault(Action act) => Assert.ThrowsExactly<OciException>(act).Fault;
}
