using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Tests.Documents;

[TestClass]
public sealed class Canonical_documents
{
    [TestMethod]
    public void Have_these_bytes()
    {
        Golden.Verify("Wolfi.Oci.Tests", "config", "json", Text(Samples.Config().ToDocument().Bytes));
        Golden.Verify("Wolfi.Oci.Tests", "manifest", "json", Text(Samples.Manifest().ToDocument().Bytes));
        Golden.Verify("Wolfi.Oci.Tests", "index", "json", Text(Samples.Index().ToDocument().Bytes));
    }

    [TestMethod]
    public void The_least_that_can_be_said_is_short()
    {
        ImageConfig config = new() { Architecture = "amd64", Os = "linux", DiffIds = [] };
        Assert.AreEqual("""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}""", Text(config.ToDocument().Bytes));
    }

    [TestMethod]
    public void Read_back_and_written_again_are_the_same_bytes()
    {
        Document<ImageConfig> config = Samples.Config().ToDocument();
        Document<ImageManifest> manifest = Samples.Manifest().ToDocument();
        Document<ImageIndex> index = Samples.Index().ToDocument();

        Assert.AreEqual(config.Digest, ImageConfig.Read(config.Bytes, "config").Value.ToDocument().Digest);
        Assert.AreEqual(manifest.Digest, ImageManifest.Read(manifest.Bytes, null, "manifest").Value.ToDocument().Digest);
        Assert.AreEqual(index.Digest, ImageIndex.Read(index.Bytes, null, "index").Value.ToDocument().Digest);
    }

    [TestMethod]
    public void Order_of_maps_follows_neither_insertion_nor_comparer_nor_culture()
    {
        ImmutableSortedDictionary<string, string> backwards = ImmutableSortedDictionary
            .Create<string, string>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)))
            .AddRange(Samples.Manifest().Annotations);
        Digest expected = Samples.Manifest().ToDocument().Digest;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NegativeSign = "~";
            other.DateTimeFormat.DateSeparator = ".";
            other.DateTimeFormat.TimeSeparator = ".";
            CultureInfo.CurrentCulture = other;
            Assert.AreEqual("1970-01-01T00:00:00Z", Timestamps.Format(0));
            Assert.AreEqual(expected, (Samples.Manifest() with { Annotations = backwards }).ToDocument().Digest);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void An_independent_reader_reads_the_same_text()
    {
        using JsonDocument json = JsonDocument.Parse(Samples.Config().ToDocument().Bytes);
        JsonElement container = json.RootElement.GetProperty("config");
        Assert.AreEqual("EMOJI=😀", container.GetProperty("Env")[1].GetString());
        Assert.AreEqual("QUOTED=\"a\\b\"", container.GetProperty("Env")[2].GetString());
        Assert.AreEqual("tab\tnewline\n\u0001\u2028\u0378", container.GetProperty("Labels").GetProperty("Alpha").GetString());
    }

    [TestMethod]
    public void A_lone_surrogate_is_refused()
    {
        ImageConfig config = Samples.Config() with { Author = "a\ud800b" };
        Assert.AreEqual(OciFault.MalformedDocument, Assert.ThrowsExactly<OciException>(config.ToDocument).Fault);
    }

    [TestMethod]
    public void A_document_that_was_read_keeps_its_bytes_and_their_digest()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("""
            { "os" : "linux", "architecture": "amd64", "x-unknown": {"a": [1, 2]}, "rootfs": {"type": "layers", "diff_ids": null}, "config": null }
            """);
        Document<ImageConfig> document = ImageConfig.Read(bytes, "config");
        CollectionAssert.AreEqual(bytes, document.Bytes.ToArray());
        Assert.AreEqual(Digest.Of(bytes), document.Digest);
        Assert.AreEqual(Platform.LinuxAmd64, document.Value.Platform);
        Assert.IsEmpty(document.Value.DiffIds);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
