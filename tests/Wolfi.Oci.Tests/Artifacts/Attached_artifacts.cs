using System.Text;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Documents;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Artifacts;

[TestClass]
public sealed class Attached_artifacts
{
    private static readonly Image s_image = SmallImages.Image("amd64");
    private static readonly Image s_other = SmallImages.Image("other");

    [TestMethod]
    public void Have_a_canonical_manifest()
    {
        Descriptor subject = s_image.Descriptor with { Digest = Digest.Of([1]), Size = 7 };
        Golden.Verify("Wolfi.Oci.Tests", "artifact", "json", Encoding.UTF8.GetString(Artifact.Attach(subject, Content("{}x", "application/spdx+json")).Manifest.Bytes.Span));
    }

    [TestMethod]
    public void Come_back_from_a_layout_and_an_archive_by_their_subject()
    {
        using TemporaryFolder temporary = new();
        TaggedImage[] images = [Tagged(s_image, "one", "a", "b"), Tagged(s_other, "two", "c")];
        string folder = temporary.Combine("layout"), archive = temporary.Combine("image.tar");
        OciLayoutWriter.Write(folder, LayoutContent.Of(images), CancellationToken.None);
        ArchiveWriter.WriteOciArchive(archive, images, CancellationToken.None);
        foreach (ImageStore store in new ImageStore[] { OciLayout.Open(folder), OciArchive.Open(archive, CancellationToken.None) })
        {
            foreach (TaggedImage tagged in images)
            {
                Descriptor subject = store.ReadImage(tagged.Tags[0], null, CancellationToken.None).Descriptor;
                Artifact[] found = [.. Referrers.Of(store, subject, CancellationToken.None)];
                CollectionAssert.AreEqual(tagged.Attachments.Select(artifact => artifact.Manifest.Digest).ToArray(), found.Select(artifact => artifact.Manifest.Digest).ToArray());
                Descriptor entry = store.Index.Value.Manifests.Single(entry => entry.Digest == found[0].Manifest.Digest);
                Assert.AreEqual(tagged.Attachments[0].Type, entry.ArtifactType);
                Assert.AreEqual("v", entry.Annotations["k"]);
                Assert.IsEmpty(ArtifactValidator.Validate(found[0], subject, entry, CancellationToken.None));
                CollectionAssert.AreEqual(tagged.Attachments[0].Blobs.Select(blob => blob.Digest).ToArray(), found[0].Blobs.Select(blob => blob.Digest).ToArray());
            }
        }
    }

    [TestMethod]
    public void Are_not_in_a_docker_archive()
    {
        using TemporaryFolder temporary = new();
        string with = temporary.Combine("with.tar"), without = temporary.Combine("without.tar");
        ArchiveWriter.WriteDockerArchive(with, [Tagged(s_image, "one", "a")], CancellationToken.None);
        ArchiveWriter.WriteDockerArchive(without, [new TaggedImage(s_image, "team/one", "a")], CancellationToken.None);
        CollectionAssert.AreEqual(File.ReadAllBytes(without), File.ReadAllBytes(with));
        DockerArchive store = DockerArchive.Open(with, CancellationToken.None);
        Assert.IsEmpty(Referrers.Of(store, store.ReadImage(null, null, CancellationToken.None).Descriptor, CancellationToken.None));
    }

    [TestMethod]
    public void Of_another_size_of_their_subject_are_refused()
    {
        using TemporaryFolder temporary = new();
        Artifact lying = Artifact.Attach(s_image.Descriptor with { Size = 9 }, Content("x", "application/x"));
        string folder = temporary.Combine("layout");
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(s_image, null, "a") { Attachments = [lying] }), CancellationToken.None);
        OciException failure = Assert.ThrowsExactly<OciException>(() => Referrers.Of(OciLayout.Open(folder), s_image.Descriptor, CancellationToken.None));
        Assert.AreEqual(OciFault.SizeMismatch, failure.Fault);
        StringAssert.Contains(failure.Message, "9 bytes");
    }

    [TestMethod]
    public void Are_bounded_by_their_bytes_and_not_by_their_number()
    {
        const int Number = 1_200;
        using TemporaryFolder temporary = new();
        Artifact[] attached = [.. Enumerable.Range(0, Number).Select(i => Artifact.Attach(s_image.Descriptor, Content($"{i}", "application/x")))];
        string folder = temporary.Combine("layout");
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(s_image, null, "a") { Attachments = [.. attached] }), CancellationToken.None);
        OciLayout layout = OciLayout.Open(folder);
        Assert.HasCount(Number, Referrers.Of(layout, s_image.Descriptor, CancellationToken.None));
        Assert.HasCount(Number, PushContent.Read(layout, s_image.Descriptor, CancellationToken.None).Referrers);

        // Entries of the largest manifests that there may be: refused before any of them is read.
        int most = (int)(Limits.AttachedBytes / Limits.DocumentBytes);
        Descriptor[] large = [.. Enumerable.Range(0, most + 1).Select(i => attached[0].Descriptor with { Digest = Digest.Of([(byte)i]), Size = Limits.DocumentBytes })];
        File.WriteAllBytes(Path.Combine(folder, "index.json"), new ImageIndex { Manifests = [s_image.Descriptor, .. large] }.ToDocument().Bytes.Span);
        layout = OciLayout.Open(folder);
        foreach (Action read in new Action[] { () => Referrers.Of(layout, s_image.Descriptor, CancellationToken.None), () => PushContent.Read(layout, s_image.Descriptor, CancellationToken.None) })
        {
            OciException failure = Assert.ThrowsExactly<OciException>(read);
            Assert.AreEqual(OciFault.LimitExceeded, failure.Fault);
            StringAssert.Contains(failure.Message, $"The {large.Length} manifests");
            StringAssert.Contains(failure.Message, $"at most {Limits.AttachedBytes}");
        }
    }

    [TestMethod]
    public void That_are_wrong_are_told_why()
    {
        Artifact good = Artifact.Attach(s_image.Descriptor, Content("x", "application/x"));
        Assert.IsEmpty(Findings(good));
        Told("attached to nothing", With(good, manifest => manifest with { Subject = null }));
        Told("where it should be to", With(good, manifest => manifest with { Subject = s_other.Descriptor with { Platform = null } }));
        Told("does not say its type", With(good, manifest => manifest with { ArtifactType = null }));
        Told("'urls'", With(good, manifest => manifest with { Layers = [manifest.Layers[0] with { Urls = ["https://example.org/x"] }] }));
        Told("other content", With(good, manifest => manifest with { Layers = [] }));
        Told("which can hold none", With(good, manifest => manifest with { MediaType = MediaTypes.DockerManifest }));
        Told("says 'application/y'", good, good.Descriptor with { ArtifactType = "application/y" });
        Told("The index's entry names", good, good.Descriptor with { Size = 1 });
        Told("has the content of", new Artifact(good.Manifest, good.Config, [new FaultyBlob(good.Content[0].Digest, good.Content[0].Size, () => new MemoryStream([0]))]));
    }

    private static void Told(string message, Artifact artifact, Descriptor? entry = null)
    {
        ImageFinding[] findings = [.. ArtifactValidator.Validate(artifact, s_image.Descriptor, entry, CancellationToken.None)];
        Assert.HasCount(1, findings, string.Join('\n', findings.Select(finding => finding.Message)));
        StringAssert.Contains(findings[0].Message, message);
    }

    private static ImageFinding[] Findings(Artifact artifact) => [.. ArtifactValidator.Validate(artifact, s_image.Descriptor, artifact.Descriptor, CancellationToken.None)];

    private static Artifact With(Artifact artifact, Func<ImageManifest, ImageManifest> change) => new(change(artifact.Manifest.Value).ToDocument(), artifact.Config, artifact.Content);

    private static TaggedImage Tagged(Image image, string name, params string[] tags) => new(image, $"team/{name}", tags)
    {
        Attachments = [Artifact.Attach(image.Descriptor, Content($"{name}'s content", $"application/x.{name}")), Artifact.Attach(image.Descriptor, Content("more", "application/y"))],
    };

    private static NewArtifact Content(string text, string type) => new()
    {
        Type = type,
        MediaType = type,
        Content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(text)),
        Annotations = Samples.Map(("k", "v")),
        ContentAnnotations = Samples.Map((AnnotationNames.Title, "file.json")),
    };
}
