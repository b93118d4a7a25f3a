using System.Text;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

[TestClass]
public sealed class Read_layouts
{
    private static readonly Image s_amd64 = SmallImages.Image("amd64");
    private static readonly Image s_arm64 = SmallImages.Image("arm64", Platform.LinuxArm64);

    [TestMethod]
    public void Give_back_the_image_that_was_written()
    {
        using TemporaryFolder temporary = new();
        OciLayout layout = Written(temporary, LayoutContent.Of(new TaggedImage(s_amd64, "my-app", "1", "2")));
        Image image = layout.ReadImage(null, null, CancellationToken.None);
        Assert.AreEqual(s_amd64.Digest, image.Digest);
        Assert.AreEqual(s_amd64.Config.Digest, image.Config.Digest);
        Assert.AreEqual(s_amd64.Size, image.Size);
        CollectionAssert.AreEqual(s_amd64.Layers.Select(layer => layer.DiffId).ToArray(), image.Layers.Select(layer => layer.DiffId).ToArray());
        Assert.IsEmpty(ImageValidator.Validate(image, layout.Index.Value.Manifests[0], CancellationToken.None));
    }

    [TestMethod]
    public void Find_by_tag_and_say_what_there_is()
    {
        using TemporaryFolder temporary = new();
        OciLayout layout = Written(temporary, LayoutContent.Of(new TaggedImage(s_amd64, null, "amd"), new TaggedImage(SmallImages.Image("other"), null, "other")));
        Assert.AreEqual(s_amd64.Digest, layout.ReadImage("amd", null, CancellationToken.None).Digest);
        Assert.AreEqual(OciFault.ImageAmbiguous, Fault(layout, null, null, "amd, other"));
        Assert.AreEqual(OciFault.ImageNotFound, Fault(layout, "missing", null, "amd, other"));
        Assert.AreEqual(OciFault.ImageNotFound, Fault(layout, "amd", Platform.LinuxArm64, "linux/arm64"));
    }

    [TestMethod]
    public void Find_by_platform_among_entries_and_inside_of_an_index()
    {
        using TemporaryFolder temporary = new();
        Document<ImageIndex> index = new ImageIndex { Manifests = [s_amd64.Descriptor, s_arm64.Descriptor] }.ToDocument();
        Descriptor entry = new()
        {
            MediaType = MediaTypes.ImageIndex,
            Digest = index.Digest,
            Size = index.Bytes.Length,
            Annotations = Documents.Samples.Map((AnnotationNames.RefName, "multi")),
        };
        LayoutContent content = LayoutContent.Of(new TaggedImage(s_amd64, null), new TaggedImage(s_arm64, null)).With(entry, BlobSource.FromBytes(index.Bytes));
        OciLayout layout = Written(temporary, content);
        Assert.AreEqual(s_arm64.Digest, layout.ReadImage("multi", Platform.LinuxArm64, CancellationToken.None).Digest);
        Assert.AreEqual(s_arm64.Digest, layout.ReadImage("multi", Platform.Parse("linux/arm64/v8"), CancellationToken.None).Digest);
        Assert.AreEqual(s_amd64.Digest, layout.ReadImage(null, Platform.LinuxAmd64, CancellationToken.None).Digest);
        Assert.AreEqual(OciFault.ImageAmbiguous, Fault(layout, "multi", null, "linux/amd64, linux/arm64"));
        Assert.ThrowsExactly<ArgumentException>(() => content.With(s_amd64.Descriptor with { Digest = Digest.Of([9]) }));
    }

    [TestMethod]
    public void Pass_over_attached_artifacts()
    {
        using TemporaryFolder temporary = new();
        BlobSource empty = BlobSource.FromBytes(Encoding.ASCII.GetBytes("{}"));
        Descriptor emptyConfig = new() { MediaType = MediaTypes.Empty, Digest = empty.Digest, Size = empty.Size };
        Document<ImageManifest> bySubject = new ImageManifest { Config = emptyConfig, Layers = [emptyConfig], Subject = s_amd64.Descriptor with { Platform = null } }.ToDocument();
        Document<ImageManifest> byType = new ImageManifest { Config = emptyConfig, Layers = [emptyConfig], ArtifactType = "application/x" }.ToDocument();
        LayoutContent content = LayoutContent.Of(new TaggedImage(s_amd64, null));
        foreach (Document<ImageManifest> artifact in new[] { bySubject, byType })
        {
            Descriptor entry = new() { MediaType = MediaTypes.ImageManifest, Digest = artifact.Digest, Size = artifact.Bytes.Length };
            content = content.With(entry, BlobSource.FromBytes(artifact.Bytes), empty);
        }

        OciLayout layout = Written(temporary, content);
        Assert.HasCount(3, layout.Index.Value.Manifests);
        Assert.AreEqual(s_amd64.Digest, layout.ReadImage(null, null, CancellationToken.None).Digest);
        Assert.AreEqual(OciFault.UnsupportedMediaType, Assert.ThrowsExactly<OciException>(() => layout.ReadImage(layout.Index.Value.Manifests[1], CancellationToken.None)).Fault);
    }

    // Case 104.
    [TestMethod]
    public void Case_104_changed_truncated_and_missing_blobs_are_told()
    {
        using TemporaryFolder temporary = new();
        OciLayout layout = Written(temporary, LayoutContent.Of(new TaggedImage(s_amd64, null)));
        string manifest = temporary.Combine("layout", "blobs", "sha256", s_amd64.Digest.Hex);
        byte[] bytes = File.ReadAllBytes(manifest);
        bytes[^2] ^= 1;
        File.WriteAllBytes(manifest, bytes);
        Assert.AreEqual(OciFault.DigestMismatch, Fault(layout, null, null));
        File.WriteAllBytes(manifest, bytes[..^1]);
        Assert.AreEqual(OciFault.SizeMismatch, Fault(layout, null, null));
        File.AppendAllText(manifest, "  ");
        Assert.AreEqual(OciFault.SizeMismatch, Fault(layout, null, null));
        File.Delete(manifest);
        Assert.AreEqual(OciFault.BlobMissing, Fault(layout, null, null));
        Directory.CreateDirectory(manifest);
        Assert.AreEqual(OciFault.BlobMissing, Fault(layout, null, null));
    }

    [TestMethod]
    public void What_is_no_layout_is_refused()
    {
        using TemporaryFolder temporary = new();
        Assert.AreEqual(OciFault.MalformedLayout, OpenFault(temporary.FullPath));
        Assert.AreEqual(OciFault.MalformedLayout, OpenFault(temporary.Combine("missing")));
        Assert.IsFalse(OciLayout.IsLayout(temporary.FullPath));
        File.WriteAllText(temporary.Combine("oci-layout"), """{"imageLayoutVersion":"2.0.0"}""");
        Assert.AreEqual(OciFault.MalformedLayout, OpenFault(temporary.FullPath));
        File.WriteAllText(temporary.Combine("oci-layout"), """{"imageLayoutVersion":1}""");
        Assert.AreEqual(OciFault.MalformedDocument, OpenFault(temporary.FullPath));
        File.WriteAllText(temporary.Combine("oci-layout"), """{"imageLayoutVersion":"1.1.0"}""");
        Assert.AreEqual(OciFault.MalformedLayout, OpenFault(temporary.FullPath));
        Assert.IsTrue(OciLayout.IsLayout(temporary.FullPath));
        File.WriteAllText(temporary.Combine("index.json"), "{}");
        Assert.AreEqual(OciFault.MalformedDocument, OpenFault(temporary.FullPath));
        using (FileStream large = File.Create(temporary.Combine("index.json")))
        {
            large.SetLength(1L << 30);
        }

        Assert.AreEqual(OciFault.LimitExceeded, OpenFault(temporary.FullPath));
    }

    [TestMethod]
    public void Case_107_indexes_inside_of_indexes_without_end_are_refused()
    {
        using TemporaryFolder temporary = new();
        LayoutContent content = LayoutContent.Of(new TaggedImage(s_amd64, null));
        Descriptor inner = s_amd64.Descriptor;
        for (int i = 0; i < 12; i++)
        {
            Document<ImageIndex> index = new ImageIndex { Manifests = [inner] }.ToDocument();
            inner = new Descriptor { MediaType = MediaTypes.ImageIndex, Digest = index.Digest, Size = index.Bytes.Length };
            content = content.With(inner, BlobSource.FromBytes(index.Bytes));
        }

        Assert.AreEqual(OciFault.LimitExceeded, Fault(Written(temporary, content), null, null));
    }

    private static OciLayout Written(TemporaryFolder temporary, LayoutContent content)
    {
        OciLayoutWriter.Write(temporary.Combine("layout"), content, CancellationToken.None);
        return OciLayout.Open(temporary.Combine("layout"));
    }

    private static OciFault Fault(OciLayout layout, string? tag, Platform? platform, string words = "")
    {
        OciException exception = Assert.ThrowsExactly<OciException>(() => layout.ReadImage(tag, platform, CancellationToken.None));
        Assert.Contains(words, exception.Message);
        return exception.Fault;
    }

    private static OciFault OpenFault(string folder) => Assert.ThrowsExactly<OciException>(() => OciLayout.Open(folder)).Fault;
}
