using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Archives;

[TestClass]
public sealed class Hostile_archives
{
    private static readonly Image s_image = SmallImages.Image();
    private static readonly string s_config = Encoding.UTF8.GetString(s_image.Config.Bytes.Span);

    [TestMethod]
    public void What_is_no_archive_is_refused()
    {
        using TemporaryFolder temporary = new();
        Assert.AreEqual(OciFault.InputUnreadable, Fault(temporary.Combine("missing")));
        Assert.AreEqual(OciFault.InputUnreadable, Fault(temporary.FullPath));
        Assert.AreEqual(OciFault.MalformedArchive, Fault(File(temporary, Encoding.ASCII.GetBytes("<html>" + new string(' ', 1000)))));
        Assert.AreEqual(OciFault.MalformedArchive, Fault(File(temporary, [])));
        Assert.AreEqual(OciFault.MalformedArchive, Fault(File(temporary, new byte[1024])));
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(new byte[1024]);
        }

        OciException exception = Assert.ThrowsExactly<OciException>(() => OciArchive.Open(File(temporary, compressed.ToArray()), CancellationToken.None));
        Assert.Contains("compressed", exception.Message);
    }

    [TestMethod]
    public void A_cut_off_archive_is_refused_at_every_length()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("whole.tar");
        ArchiveWriter.WriteOciArchive(file, [new TaggedImage(s_image, null)], CancellationToken.None);
        byte[] whole = System.IO.File.ReadAllBytes(file);
        for (int length = whole.Length - 512; length > 0; length -= 509)
        {
            Assert.AreEqual(OciFault.MalformedArchive, Fault(File(temporary, whole[..length])), $"{length}");
        }
    }

    [TestMethod]
    public void The_same_file_twice_is_refused()
    {
        using TemporaryFolder temporary = new();
        byte[] tar = Tar(("manifest.json", "[]", null), ("./manifest.json", "[]", null));
        Assert.AreEqual(OciFault.MalformedArchive, DockerFault(File(temporary, tar)));
    }

    [TestMethod]
    public void Case_149_a_damaged_manifest_is_refused()
    {
        using TemporaryFolder temporary = new();
        foreach (string manifest in new[] { "", "{}", "[1]", "[{}]", "[{\"Config\":1}]", "[{\"Config\":\"a\",\"config\":\"b\"}]", "[{\"Config\":\"a\",\"Config\":\"b\"}]", new string('[', 5000) })
        {
            Assert.AreEqual(OciFault.MalformedDocument, DockerFault(File(temporary, Tar(("manifest.json", manifest, null)))), manifest);
        }

        string many = "[" + string.Join(',', Enumerable.Repeat("{\"Config\":\"a\"}", 1001)) + "]";
        Assert.AreEqual(OciFault.LimitExceeded, DockerFault(File(temporary, Tar(("manifest.json", many, null)))));
        string layers = "[{\"Config\":\"a\",\"Layers\":[" + string.Join(',', Enumerable.Repeat("\"a\"", 1001)) + "]}]";
        Assert.AreEqual(OciFault.LimitExceeded, DockerFault(File(temporary, Tar(("manifest.json", layers, null)))));
    }

    [TestMethod]
    public void A_missing_file_is_told()
    {
        using TemporaryFolder temporary = new();
        Assert.AreEqual(OciFault.MalformedArchive, DockerFault(File(temporary, Tar(("other", "", null)))));
        Assert.AreEqual(OciFault.BlobMissing, DockerFault(File(temporary, Tar(("manifest.json", "[{\"Config\":\"c.json\"}]", null)))));
        Assert.AreEqual(OciFault.BlobMissing, DockerFault(File(temporary, Tar(("manifest.json", "[{\"Config\":\"c\",\"Layers\":[\"/etc/passwd\"]}]", null), ("c", s_config, null)))));
        Assert.AreEqual(OciFault.BlobMissing, DockerFault(File(temporary, Tar(("manifest.json", "[{\"Config\":\"c\",\"Layers\":[\"../../../etc/passwd\"]}]", null), ("c", s_config, null)))));
    }

    // Older docker save: a layer that two images share is a link in the second.
    [TestMethod]
    public void Links_inside_the_archive_are_followed_and_loops_are_not()
    {
        using TemporaryFolder temporary = new();
        string manifest = "[{\"Config\":\"c\",\"RepoTags\":null,\"Layers\":[\"a/layer.tar\",\"b/layer.tar\"]}]";
        string config = s_config.Replace(s_image.Layers[0].DiffId!.Hex, s_image.Layers[1].DiffId!.Hex, StringComparison.Ordinal);
        byte[] layer = new byte[s_image.Layers[1].Blob.Size];
        using (Stream content = s_image.Layers[1].Blob.Open())
        {
            content.ReadExactly(layer);
        }

        string text = Encoding.Latin1.GetString(layer);
        string good = File(temporary, Tar(("manifest.json", manifest, null), ("c", config, null), ("a/layer.tar", text, null), ("b/layer.tar", "", "../a/layer.tar")));
        Image image = DockerArchive.Open(good, CancellationToken.None).ReadImage(null, null, CancellationToken.None);
        Assert.AreEqual(image.Layers[0].Blob.Digest, image.Layers[1].Blob.Digest);
        Assert.IsEmpty(ImageValidator.Validate(image, null, CancellationToken.None));

        string loop = File(temporary, Tar(("manifest.json", manifest, null), ("c", config, null), ("a/layer.tar", "", "../b/layer.tar"), ("b/layer.tar", "", "../a/layer.tar")));
        Assert.AreEqual(OciFault.BlobMissing, DockerFault(loop));
        string outside = File(temporary, Tar(("manifest.json", manifest, null), ("c", config, null), ("a/layer.tar", "", "/etc/passwd"), ("b/layer.tar", "", "../../../../etc/passwd")));
        Assert.AreEqual(OciFault.BlobMissing, DockerFault(outside));
    }

    [TestMethod]
    public void Case_104_a_blob_of_another_size_or_content_is_told()
    {
        using TemporaryFolder temporary = new();
        string index = Encoding.UTF8.GetString(new Oci.Documents.ImageIndex { Manifests = [s_image.Descriptor] }.ToDocument().Bytes.Span);
        string manifest = Encoding.UTF8.GetString(s_image.Manifest.Bytes.Span);
        string place = $"blobs/sha256/{s_image.Digest.Hex}";
        (string, string, string?)[] frame = [("oci-layout", """{"imageLayoutVersion":"1.0.0"}""", null), ("index.json", index, null)];
        Assert.AreEqual(OciFault.BlobMissing, ReadFault(frame));
        Assert.AreEqual(OciFault.SizeMismatch, ReadFault([.. frame, (place, manifest + " ", null)]));
        Assert.AreEqual(OciFault.DigestMismatch, ReadFault([.. frame, (place, manifest.Replace("app", "bpp", StringComparison.Ordinal), null)]));

        OciFault ReadFault(params (string, string, string?)[] files)
        {
            OciArchive archive = OciArchive.Open(File(temporary, Tar(files)), CancellationToken.None);
            return Assert.ThrowsExactly<OciException>(() => archive.ReadImage(null, null, CancellationToken.None)).Fault;
        }
    }

    private static OciFault Fault(string file) => Assert.ThrowsExactly<OciException>(() => OciArchive.Open(file, CancellationToken.None)).Fault;

    private static OciFault DockerFault(string file) => Assert.ThrowsExactly<OciException>(() => DockerArchive.Open(file, CancellationToken.None)).Fault;

    private static string File(TemporaryFolder temporary, byte[] content)
    {
        string file = temporary.Combine("archive.tar");
        System.IO.File.WriteAllBytes(file, content);
        return file;
    }

    // The framework's writer, whose bytes are of no interest here.
    private static byte[] Tar(params (string Name, string Content, string? Link)[] files)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string name, string content, string? link) in files)
            {
                writer.WriteEntry(link is null
                    ? new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.Latin1.GetBytes(content)) }
                    : new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link });
            }
        }

        return tar.ToArray();
    }
}
