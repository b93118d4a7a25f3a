using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Wolfi.Oci.Layers;

namespace Wolfi.Oci.Tests.Layers;

[TestClass]
public sealed class Written_layers
{
    private static readonly LayerEntry[] s_entries =
    [
        LayerEntry.Directory("etc", 0b111_101_101),
        LayerEntry.File("etc/shadow", 0, Encoding.UTF8.GetBytes("root:!::\n")),
        LayerEntry.SymbolicLink("etc/link", "../shadow"),
        LayerEntry.HardLink("etc/second", "etc/shadow", 0),
        LayerEntry.Directory("tmp", 0b1_111_111_111) with { Uid = 65532, Gid = 65532, ModificationTime = 7 },
        LayerEntry.File("tmp/" + new string('n', 200), 0b110_100_100, Encoding.UTF8.GetBytes("long")),
        LayerEntry.File("tmp/ü", 0b110_100_100, 3, () => new MemoryStream([1, 2, 3])),
    ];

    [TestMethod]
    public void Are_read_the_same_by_the_framework()
    {
        (byte[] stored, WrittenLayer layer) = Write(s_entries);
        using MemoryStream tar = new();
        using (GZipStream gzip = new(new MemoryStream(stored), CompressionMode.Decompress))
        {
            gzip.CopyTo(tar);
        }

        Assert.AreEqual(layer.Digest, Digest.Of(stored));
        Assert.AreEqual(stored.Length, layer.Size);
        Assert.AreEqual(layer.DiffId, Digest.Of(tar.ToArray()));
        Assert.AreEqual(tar.Length, layer.UncompressedSize);
        tar.Position = 0;
        using TarReader reader = new(tar);
        List<string> lines = [];
        while (reader.GetNextEntry() is { } entry)
        {
            using StreamReader? content = entry.DataStream is null ? null : new StreamReader(entry.DataStream, Encoding.Latin1);
            lines.Add($"{entry.EntryType} {entry.Name} {Convert.ToString((int)entry.Mode, 8)} {entry.Uid}:{entry.Gid} {entry.ModificationTime.ToUnixTimeSeconds()} '{entry.LinkName}' '{content?.ReadToEnd()}'");
        }

        Golden.Verify("Wolfi.Oci.Tests", "layer-entries", "txt", string.Join('\n', lines) + "\n");
    }

    [TestMethod]
    public void Begin_with_the_constant_gzip_header() =>
        Assert.AreEqual("1f8b08000000000000ff", Convert.ToHexStringLower(Write(s_entries).Stored.AsSpan(0, 10)));

    [TestMethod]
    public void Have_the_same_bytes_each_time_and_others_for_other_content()
    {
        Assert.AreEqual(Write(s_entries).Layer, Write(s_entries).Layer);
        Assert.AreNotEqual(Write(s_entries).Layer.Digest, Write(s_entries[..^1]).Layer.Digest);
    }

    [TestMethod]
    public void An_empty_one_has_the_diff_id_of_two_zero_blocks() =>
        Assert.AreEqual(Digest.Of(new byte[1024]), Write([]).Layer.DiffId);

    [TestMethod]
    public void Come_back_from_the_own_reader()
    {
        (byte[] stored, WrittenLayer layer) = Write(s_entries);
        using LayerReader reader = new(Blobs.BlobSource.FromBytes(stored), Oci.Documents.MediaTypes.LayerTarGzip);
        foreach (LayerEntry expected in s_entries)
        {
            LayerItem item = reader.ReadNext(CancellationToken.None)!;
            Assert.AreEqual(expected.Path, item.Path);
            Assert.AreEqual((expected.Kind, expected.Mode, expected.Size, expected.LinkTarget), (item.Kind, item.Mode, item.Size, item.LinkTarget));
            Assert.AreEqual(((long)expected.Uid, (long)expected.Gid, expected.ModificationTime), (item.Uid, item.Gid, item.ModificationTime));
            Assert.HasCount((int)expected.Size, reader.ReadContent(1000));
        }

        Assert.IsNull(reader.DiffId);
        Assert.IsNull(reader.ReadNext(CancellationToken.None));
        Assert.AreEqual(layer.DiffId, reader.DiffId);
        Assert.AreEqual(layer.UncompressedSize, reader.UncompressedSize);
    }

    [TestMethod]
    [DataRow("/etc")]
    [DataRow("etc/")]
    [DataRow("../etc")]
    [DataRow("a/../b")]
    [DataRow("./etc")]
    [DataRow("")]
    [DataRow("a\nb")]
    [DataRow(".wh.etc")]
    [DataRow(".wh..wh..opq")]
    [DataRow("missing/file")]
    public void Refuse_a_path_that_appliers_would_take_differently(string path) =>
        Assert.AreEqual(OciFault.MalformedLayer, Fault(LayerEntry.File(path, 0, ReadOnlyMemory<byte>.Empty)));

    [TestMethod]
    public void Refuse_entries_in_an_impossible_order()
    {
        LayerEntry file = LayerEntry.File("a", 0, ReadOnlyMemory<byte>.Empty);
        Assert.AreEqual(OciFault.MalformedLayer, Fault(file, file));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(file, LayerEntry.Directory("a", 0)));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(file, LayerEntry.File("a/b", 0, ReadOnlyMemory<byte>.Empty)));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(LayerEntry.HardLink("b", "a", 0), file));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(LayerEntry.SymbolicLink("b", "")));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(LayerEntry.Directory("a", 0), LayerEntry.HardLink("b", "a", 0)));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    public void Refuse_a_file_that_changed_meanwhile(int actual) =>
        Assert.AreEqual(OciFault.MalformedLayer, Fault(LayerEntry.File("a", 0, 3, () => new MemoryStream(new byte[actual]))));

    [TestMethod]
    public void Stop_when_cancelled() => Assert.ThrowsExactly<OperationCanceledException>(
        () => LayerWriter.Write(s_entries, Stream.Null, new CancellationToken(canceled: true)));

    private static OciFault Fault(params LayerEntry[] entries) => Assert.ThrowsExactly<OciException>(() => Write(entries)).Fault;

    private static (byte[] Stored, WrittenLayer Layer) Write(LayerEntry[] entries)
    {
        using MemoryStream stored = new();
        WrittenLayer layer = LayerWriter.Write(entries, stored, CancellationToken.None);
        return (stored.ToArray(), layer);
    }
}
