using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Inspect
{
    [TestMethod]
    public void Text_has_fields_a_table_of_layers_and_sums_by_class()
    {
        using Scratch scratch = new();
        RecordedImageBuilder builder = new();
        ((JsonArray)builder.Record!["declared"]!["certificates"]!).Add(new JsonObject { ["name"] = "corporate.crt" });
        string layout = Write(scratch, builder.Build());

        ToolRun run = ToolRun.Of("inspect", layout).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "inspect", "txt", Digests(Scrubbed.Text(run.Output, scratch.Root)));
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Json_has_layers_packages_and_config()
    {
        using Scratch scratch = new();
        RecordedImageBuilder builder = new();
        Image image = builder.Build();

        JsonElement document = ToolRun.Of("inspect", Write(scratch, image), "--json").Expect(0).Json;

        Assert.AreEqual(image.Digest.ToString(), document.GetProperty("digest").GetString());
        Assert.AreEqual(image.Size, document.GetProperty("size").GetInt64());
        JsonElement config = document.GetProperty("config");
        Assert.AreEqual("65532:65532", config.GetProperty("user").GetString());
        CollectionAssert.AreEqual(new[] { "/usr/bin/dotnet", "/app/demo.dll" }, Strings(config.GetProperty("entrypoint")));
        CollectionAssert.AreEqual(new[] { "PATH=/usr/bin", "HOME=/home/nonroot" }, Strings(config.GetProperty("env")));
        JsonElement[] layers = [.. document.GetProperty("layers").EnumerateArray()];
        CollectionAssert.AreEqual(new[] { "package", "package", "proof", "team", "state" }, Strings(layers, "kind"));
        CollectionAssert.AreEqual(new[] { "distribution", "index-vouched", "recomputed", "team", "recomputed" }, Strings(layers, "class"));
        CollectionAssert.AreEqual(new[] { "glibc", "zlib", null, "demo", null }, Strings(layers, "package"));
        CollectionAssert.AreEqual(new[] { "2.43-r15", "1.3.1-r5", null, "1.0.0-r0", null }, Strings(layers, "version"));
        Assert.AreEqual($"sha256:{builder.Packages[0].Package.Info.DataHash}", layers[0].GetProperty("digest").GetString());
        Assert.AreEqual(builder.Packages[0].Layer.Blob.Size, layers[0].GetProperty("size").GetInt64());
        JsonElement package = document.GetProperty("packages")[0];
        CollectionAssert.AreEqual(
            new[] { "glibc", "2.43-r15", "x86_64", "glibc-origin", "LGPL-2.1-or-later", layers[0].GetProperty("digest").GetString() },
            ((string[])["name", "version", "architecture", "origin", "license", "layer"]).Select(name => package.GetProperty(name).GetString()).ToArray());
        Assert.AreEqual(image.Layers.Sum(layer => layer.Descriptor.Size), document.GetProperty("sizes").EnumerateArray().Sum(size => size.GetProperty("size").GetInt64()));
    }

    [TestMethod]
    public void Capabilities_that_were_allowed_are_told()
    {
        using Scratch scratch = new();
        RecordedImageBuilder builder = new();
        builder.Record!["declared"]!["capabilities"] = new System.Text.Json.Nodes.JsonArray("zlib:/usr/bin/ping");
        string layout = Write(scratch, builder.Build());
        CollectionAssert.AreEqual(
            new[] { "zlib:/usr/bin/ping" }, Strings(ToolRun.Of("inspect", layout, "--json").Expect(0).Json.GetProperty("record").GetProperty("declared").GetProperty("capabilities")));
        StringAssert.Contains(ToolRun.Of("inspect", layout).Expect(0).Output, "capability zlib:/usr/bin/ping");
    }

    [TestMethod]
    public void Layout_and_archives_tell_the_same_of_layers_and_packages()
    {
        using Scratch scratch = new();
        TaggedImage image = new(new RecordedImageBuilder().Build(), "demo", "1.0", "latest");
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(image), CancellationToken.None);
        ArchiveWriter.WriteDockerArchive(scratch["docker.tar"], [image], CancellationToken.None);
        ArchiveWriter.WriteOciArchive(scratch["oci.tar"], [image], CancellationToken.None);

        string[] places = [scratch["layout"], $"oci:{scratch["layout"]}", $"oci:{scratch["layout"]}:1.0", $"docker-archive:{scratch["docker.tar"]}", $"oci-archive:{scratch["oci.tar"]}"];
        JsonElement[] documents = [.. places.Select(place => ToolRun.Of("inspect", place, "--json").Expect(0).Json)];

        foreach (JsonElement document in documents)
        {
            Assert.AreEqual(documents[0].GetProperty("layers").GetRawText(), document.GetProperty("layers").GetRawText());
            Assert.AreEqual(documents[0].GetProperty("packages").GetRawText(), document.GetProperty("packages").GetRawText());
            Assert.AreEqual(documents[0].GetProperty("configDigest").GetString(), document.GetProperty("configDigest").GetString());
        }
    }

    [TestMethod]
    public void A_wide_screen_gets_borders_and_a_narrow_one_the_plain_table()
    {
        Output.Tables.Column[] columns = [new("#", IsNumber: true), new("name")];

        Assert.AreEqual(" #  name\n 1  a\n10  b\n", Table(null, columns));
        Assert.AreEqual(" #  name\n 1  a\n10  b\n", Table(12, columns));
        StringAssert.StartsWith(Table(13, columns), "╭────┬──────╮\n");
    }

    private static string Table(int? width, Output.Tables.Column[] columns)
    {
        using StringWriter output = new() { NewLine = "\n" };
        Output.Tables.Print(new Output.Terminal(TextReader.Null, output, TextWriter.Null) { Width = width }, columns, [["1", "a"], ["10", "b"]]);
        return output.ToString();
    }

    [TestMethod]
    [DataRow("127.0.0.1:9/team/app:1", 3, "WOLFI6001")]
    [DataRow("docker-archive:", 2, "WOLFI5050")]
    [DataRow("./no-such-layout", 3, "WOLFI5042")]
    [DataRow("oci:LAYOUT:no-such-tag", 1, "WOLFI5040")]
    [DataRow("LAYOUT --platform linux/arm64", 1, "WOLFI5040")]
    [DataRow("LAYOUT --platform /", 2, "WOLFI1901")]
    [DataRow("docker-archive:LAYOUT/oci-layout", 1, "WOLFI5041")]
    public void What_is_no_image_here_has_its_code(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        string layout = Write(scratch, new RecordedImageBuilder().Build());

        ToolRun run = ToolRun.Of(["inspect", "--json", .. arguments.Replace("LAYOUT", layout, StringComparison.Ordinal).Split(' ')]).Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
    }

    [TestMethod]
    public void A_changed_blob_is_found_out()
    {
        using Scratch scratch = new();
        Image image = new RecordedImageBuilder().Build();
        string blob = Path.Combine(Write(scratch, image), "blobs", "sha256", image.Layers[^1].Descriptor.Digest.Hex);
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[^9] ^= 1;
        File.WriteAllBytes(blob, bytes);

        Assert.AreEqual("WOLFI5041", ToolRun.Of("inspect", scratch["layout"], "--json").Expect(1).ErrorCode);
    }

    private static string Write(Scratch scratch, Image image)
    {
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(image, "demo", "latest")), CancellationToken.None);
        return scratch["layout"];
    }

    private static string?[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString())];

    private static string?[] Strings(JsonElement[] items, string name) => [.. items.Select(item => item.GetProperty(name).GetString())];

    // The last column, and sizes that depend on the compressor.
    private static string Digests(string text) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{12}\n", "DIGEST\n"), " +[0-9.]+ (B|kB|%)", " SIZE");
}
