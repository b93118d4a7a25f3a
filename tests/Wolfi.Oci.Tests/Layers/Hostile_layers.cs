using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Layers;

namespace Wolfi.Oci.Tests.Layers;

[TestClass]
public sealed class Hostile_layers
{
    [TestMethod]
    public void Entries_of_every_kind_are_told_as_they_are()
    {
        byte[] tar = Tar(
            new PaxTarEntry(TarEntryType.Directory, "./"),
            new PaxTarEntry(TarEntryType.RegularFile, "./a/../../etc/passwd") { DataStream = new MemoryStream([1]) },
            new PaxTarEntry(TarEntryType.RegularFile, "/abs") { Mode = (UnixFileMode)0b100_111_101_101 },
            new PaxTarEntry(TarEntryType.CharacterDevice, "dev/null") { DeviceMajor = 1, DeviceMinor = 3 },
            new PaxTarEntry(TarEntryType.Fifo, "pipe"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc" });
        (string, LayerEntryKind, int)[] expected =
        [
            ("", LayerEntryKind.Directory, 0b111_101_101),
            ("a/../../etc/passwd", LayerEntryKind.File, 0b110_100_100),
            ("abs", LayerEntryKind.File, 0b100_111_101_101),
            ("dev/null", LayerEntryKind.Other, 0b110_100_100),
            ("pipe", LayerEntryKind.Other, 0b110_100_100),
            ("link", LayerEntryKind.SymbolicLink, 0b110_100_100),
        ];
        CollectionAssert.AreEqual(expected, Read(tar, MediaTypes.LayerTar).Select(item => (item.Path, item.Kind, item.Mode)).ToArray());
        CollectionAssert.AreEqual(expected, Read(Gzip(tar), MediaTypes.DockerLayerTarGzip).Select(item => (item.Path, item.Kind, item.Mode)).ToArray());
    }

    [TestMethod]
    public void Content_is_bounded()
    {
        byte[] tar = Tar(new PaxTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream(new byte[100]) });
        using LayerReader reader = new(BlobSource.FromBytes(tar), MediaTypes.LayerTar);
        reader.ReadNext(CancellationToken.None);
        Assert.AreEqual(OciFault.LimitExceeded, Assert.ThrowsExactly<OciException>(() => reader.ReadContent(99)).Fault);
        Assert.HasCount(100, reader.ReadContent(100));
    }

    [TestMethod]
    public void Content_that_is_cut_off_is_told_while_it_is_copied()
    {
        byte[] tar = Tar(new PaxTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream(new byte[300_000]) });
        using LayerReader whole = new(BlobSource.FromBytes(tar), MediaTypes.LayerTar);
        whole.ReadNext(CancellationToken.None);
        using MemoryStream content = new();
        whole.CopyContentTo(content);
        Assert.AreEqual(300_000, content.Length);
        using LayerReader half = new(BlobSource.FromBytes(tar.AsSpan(0, tar.Length / 2).ToArray()), MediaTypes.LayerTar);
        half.ReadNext(CancellationToken.None);
        Assert.AreEqual(OciFault.MalformedLayer, Assert.ThrowsExactly<OciException>(() => half.CopyContentTo(Stream.Null)).Fault);
    }

    [TestMethod]
    [DataRow(MediaTypes.LayerTarZstd)]
    [DataRow(MediaTypes.ImageConfig)]
    [DataRow("application/octet-stream")]
    public void Other_media_types_are_refused(string mediaType) =>
        Assert.AreEqual(OciFault.UnsupportedMediaType, Fault(BlobSource.FromBytes(new byte[1024]), mediaType));

    [TestMethod]
    public void Case_104_content_of_another_digest_is_told_at_the_end()
    {
        byte[] tar = Tar(new PaxTarEntry(TarEntryType.Directory, "a"));
        Images.FaultyBlob blob = new(Digest.Of([]), tar.Length, () => new MemoryStream(tar));
        using LayerReader reader = new(blob, MediaTypes.LayerTar);
        Assert.AreEqual("a", reader.ReadNext(CancellationToken.None)!.Path);
        Assert.AreEqual(OciFault.DigestMismatch, Assert.ThrowsExactly<OciException>(() => reader.ReadNext(CancellationToken.None)).Fault);
        Images.FaultyBlob tooLong = new(Digest.Of(tar), tar.Length + 512, () => new MemoryStream(tar));
        Assert.AreEqual(OciFault.SizeMismatch, Fault(tooLong, MediaTypes.LayerTar));
    }

    [TestMethod]
    public void Bytes_behind_the_end_of_the_archive_are_told()
    {
        byte[] tar = [.. Tar(new PaxTarEntry(TarEntryType.Directory, "a")), .. Encoding.ASCII.GetBytes(new string('x', 512))];
        Assert.AreEqual(OciFault.MalformedLayer, Fault(BlobSource.FromBytes(tar), MediaTypes.LayerTar));
        Assert.AreEqual(OciFault.MalformedLayer, Fault(BlobSource.FromBytes(Gzip(tar)), MediaTypes.LayerTarGzip));
    }

    [TestMethod]
    public void Damaged_bytes_end_in_a_fault_and_nothing_else()
    {
        using MemoryStream stored = new();
        LayerWriter.Write([LayerEntry.Directory("etc", 0), LayerEntry.File("etc/" + new string('n', 150), 0, new byte[300])], stored, CancellationToken.None);
        byte[] whole = stored.ToArray();
        Random random = new(149);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = whole[..random.Next(1, whole.Length + 1)];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Assert.ThrowsExactly<OciException>(() => Read(damaged, MediaTypes.LayerTarGzip, Digest.Of(whole)), $"round {round}");
        }
    }

    private static OciFault Fault(BlobSource blob, string mediaType) => Assert.ThrowsExactly<OciException>(() => Read(blob, mediaType)).Fault;

    private static List<LayerItem> Read(byte[] stored, string mediaType, Digest? digest = null) =>
        Read(new Images.FaultyBlob(digest ?? Digest.Of(stored), stored.Length, () => new MemoryStream(stored)), mediaType);

    private static List<LayerItem> Read(BlobSource blob, string mediaType)
    {
        List<LayerItem> items = [];
        using LayerReader reader = new(blob, mediaType);
        while (reader.ReadNext(CancellationToken.None) is { } item)
        {
            items.Add(item);
        }

        return items;
    }

    private static byte[] Tar(params TarEntry[] entries)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return tar.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }
}
