using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Oci.Tests.Images;

/// <summary>Indexes over images for several platforms: made, written, read and checked.</summary>
[TestClass]
public sealed class Indexes_of_platforms
{
    private static readonly Platform ArmV7 = new("linux", "arm", "v7");
    private static readonly Image s_amd64 = SmallImages.Image("amd64");
    private static readonly Image s_arm64 = SmallImages.Image("arm64", Platform.LinuxArm64);
    private static readonly Image s_arm = SmallImages.Image("arm", ArmV7);

    [TestMethod]
    public void Are_a_function_of_the_images_in_a_fixed_order()
    {
        MultiPlatformImage made = IndexAssembler.Assemble(s_arm64, s_arm, s_amd64);
        CollectionAssert.AreEqual(made.Index.Bytes.ToArray(), IndexAssembler.Assemble(s_amd64, s_arm64, s_arm).Index.Bytes.ToArray());
        Assert.AreEqual(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{{Entry(s_amd64, "\"architecture\":\"amd64\",\"os\":\"linux\"")}}},{{{Entry(s_arm, "\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"")}}},{{{Entry(s_arm64, "\"architecture\":\"arm64\",\"os\":\"linux\"")}}}],"annotations":{"org.opencontainers.image.title":"app"}}""",
            Encoding.UTF8.GetString(made.Index.Bytes.Span));
        Assert.ThrowsExactly<ArgumentException>(() => IndexAssembler.Assemble());
        Assert.ThrowsExactly<ArgumentException>(() => IndexAssembler.Assemble(s_amd64, SmallImages.Image("other")));
        Assert.ThrowsExactly<ArgumentException>(() => IndexAssembler.Assemble(s_arm64, SmallImages.Image("other", new Platform("linux", "arm64", "v8"))));
    }

    [TestMethod]
    public void Have_the_annotations_that_all_manifests_share()
    {
        Image Titled(string title, Platform platform) => ImageAssembler.Assemble(
            SmallImages.Settings(platform) with { Annotations = Documents.Samples.Map((AnnotationNames.Title, title), (AnnotationNames.Vendor, "team")) }, [SmallImages.Layer("base", "base")]);
        MultiPlatformImage made = IndexAssembler.Assemble(Titled("one", Platform.LinuxAmd64), Titled("two", Platform.LinuxArm64));
        Assert.AreEqual("org.opencontainers.image.vendor=team", string.Join(' ', made.Index.Value.Annotations.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [TestMethod]
    public void Are_written_with_what_is_attached_to_index_and_images_and_read_back()
    {
        using TemporaryFolder folder = new();
        MultiPlatformImage made = IndexAssembler.Assemble(s_amd64, s_arm64);
        Artifact[] attached = [Attached(made.Descriptor, "of the index"), Attached(s_amd64.Descriptor, "of amd64"), Attached(s_arm64.Descriptor, "of arm64")];
        TaggedIndex tagged = new(made, "team/app", "1.0", "latest") { Attachments = [.. attached] };
        OciLayoutWriter.Write(folder.Combine("layout"), LayoutContent.Of(tagged), CancellationToken.None);
        ArchiveWriter.WriteOciArchive(folder.Combine("app.tar"), tagged, CancellationToken.None);

        foreach (ImageStore store in new ImageStore[] { OciLayout.Open(folder.Combine("layout")), OciArchive.Open(folder.Combine("app.tar"), CancellationToken.None) })
        {
            CollectionAssert.AreEqual(new[] { "1.0", "latest", null, null, null }, store.Index.Value.Manifests.Select(entry => entry.Annotations.GetValueOrDefault(AnnotationNames.RefName)).ToArray());
            Descriptor root = store.FindRoot("latest", CancellationToken.None);
            Assert.AreEqual(made.Digest, root.Digest);
            Assert.AreEqual(made.Digest, store.FindRoot(null, CancellationToken.None).Digest);
            Assert.IsEmpty(IndexValidator.Validate(store, root, CancellationToken.None));
            MultiPlatformImage read = MultiPlatformImage.Read(store, root, CancellationToken.None);
            CollectionAssert.AreEqual(made.Index.Bytes.ToArray(), read.Index.Bytes.ToArray());
            CollectionAssert.AreEqual(made.Index.Bytes.ToArray(), IndexAssembler.Assemble(read.Images).Index.Bytes.ToArray());
            Assert.AreEqual(s_arm64.Digest, store.ReadImage("1.0", Platform.LinuxArm64, CancellationToken.None).Digest);
            foreach ((Descriptor subject, Artifact artifact) in new[] { made.Descriptor, s_amd64.Descriptor, s_arm64.Descriptor }.Zip(attached))
            {
                Assert.AreEqual(artifact.Manifest.Digest, Referrers.Of(store, subject, CancellationToken.None).Single().Manifest.Digest);
            }
        }
    }

    [TestMethod]
    public void That_say_what_is_not_so_are_found_out()
    {
        Assert.IsEmpty(Findings(index => index));
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => Entry(index, 0, entry => entry with { Platform = ArmV7 })), "another platform than the config's");
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => Entry(index, 1, entry => entry with { Platform = new Platform("linux", "arm64", "v9") })), "another variant");
        Assert.IsEmpty(Findings(index => Entry(index, 1, entry => entry with { Platform = new Platform("linux", "arm64", "v8") })), "the variant that every arm64 has");
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => Entry(index, 0, entry => entry with { Platform = null })), "no platform");
        CollectionAssert.AreEqual(new[] { OciFault.SizeMismatch }, Findings(index => Entry(index, 0, entry => entry with { Size = entry.Size + 1 })), "another size");
        CollectionAssert.AreEqual(new[] { OciFault.BlobMissing }, Findings(index => Entry(index, 0, entry => entry with { Digest = Digest.Of([1]) })), "a manifest that is not there");
        CollectionAssert.AreEqual(new[] { OciFault.UnsupportedMediaType }, Findings(index => Entry(index, 0, entry => entry with { MediaType = MediaTypes.DockerManifest })), "another media type");
        CollectionAssert.AreEqual(new[] { OciFault.UnsupportedMediaType }, Findings(index => Entry(index, 0, entry => entry with { MediaType = MediaTypes.LayerTarGzip })), "a layer");
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => index with { Manifests = [.. index.Manifests, index.Manifests[0]] }), "an image twice");
        CollectionAssert.AreEqual(new[] { OciFault.ImageAmbiguous }, Findings(index => index with { Manifests = [.. index.Manifests, s_other.Descriptor] }), "two images for one platform");
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => index with { Manifests = [] }), "no image");
        CollectionAssert.AreEqual(new[] { OciFault.MalformedDocument }, Findings(index => Entry(index, 0, entry => entry with { Urls = ["https://example.test/"] })), "content from elsewhere");
    }

    [TestMethod]
    public void Inside_of_indexes_are_followed_to_a_bound()
    {
        using TemporaryFolder folder = new();
        Descriptor root = IndexAssembler.Assemble(s_amd64, s_arm64).Descriptor;
        LayoutContent content = LayoutContent.Of(new TaggedIndex(IndexAssembler.Assemble(s_amd64, s_arm64), "app"));
        foreach (OciFault[] expected in new OciFault[][] { [], [], [], [OciFault.LimitExceeded] })
        {
            Document<ImageIndex> outer = new ImageIndex { Manifests = [root] }.ToDocument();
            root = new Descriptor { MediaType = MediaTypes.ImageIndex, Digest = outer.Digest, Size = outer.Bytes.Length };
            content = content.With(root, BlobSource.FromBytes(outer.Bytes));
            OciLayoutWriter.Write(folder.Combine("layout"), content, CancellationToken.None);
            CollectionAssert.AreEqual(expected, IndexValidator.ValidateDocuments(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None).Select(finding => finding.Fault).ToArray());
        }

        Assert.AreEqual(OciFault.UnsupportedMediaType, Assert.ThrowsExactly<OciException>(() => MultiPlatformImage.Read(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None)).Fault);
    }

    [TestMethod]
    public void Of_more_manifests_than_platforms_exist_are_not_read()
    {
        using TemporaryFolder folder = new();
        Descriptor[] many = [.. Enumerable.Range(0, 1100).Select(i => s_amd64.Descriptor with { Digest = Digest.Of(BitConverter.GetBytes(i)) })];
        Document<ImageIndex> index = new ImageIndex { Manifests = [.. many] }.ToDocument();
        Descriptor root = new() { MediaType = MediaTypes.ImageIndex, Digest = index.Digest, Size = index.Bytes.Length };
        OciLayoutWriter.Write(folder.Combine("layout"), LayoutContent.Of(new TaggedImage(s_amd64, "app")).With(root, BlobSource.FromBytes(index.Bytes)), CancellationToken.None);
        ImmutableArray<ImageFinding> findings = IndexValidator.ValidateDocuments(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None);
        Assert.HasCount(1001, findings);
        Assert.AreEqual(OciFault.LimitExceeded, findings[^1].Fault);
        Assert.AreEqual(OciFault.LimitExceeded, Assert.ThrowsExactly<OciException>(() => MultiPlatformImage.Read(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None)).Fault);
    }

    private static readonly Image s_other = SmallImages.Image("other");

    private static OciFault[] Findings(Func<ImageIndex, ImageIndex> change)
    {
        using TemporaryFolder folder = new();
        Document<ImageIndex> index = change(IndexAssembler.Assemble(s_amd64, s_arm64).Index.Value).ToDocument();
        Descriptor root = new() { MediaType = MediaTypes.ImageIndex, Digest = index.Digest, Size = index.Bytes.Length };
        LayoutContent content = LayoutContent.Of(new TaggedImage(s_amd64, "app"), new TaggedImage(s_arm64, "app"), new TaggedImage(s_other, "app")).With(root, BlobSource.FromBytes(index.Bytes));
        OciLayoutWriter.Write(folder.Combine("layout"), content, CancellationToken.None);
        return [.. IndexValidator.Validate(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None).Select(finding => finding.Fault)];
    }

    private static ImageIndex Entry(ImageIndex index, int place, Func<Descriptor, Descriptor> change) =>
        index with { Manifests = index.Manifests.SetItem(place, change(index.Manifests[place])) };

    private static string Entry(Image image, string platform) =>
        $$$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{image.Digest}}}","size":{{{image.Manifest.Bytes.Length}}},"platform":{{{{platform}}}}}""";

    private static Artifact Attached(Descriptor subject, string content) =>
        Artifact.Attach(subject, new NewArtifact { Type = "application/test", MediaType = "application/test", Content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(content)) });
}
