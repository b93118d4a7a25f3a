using System.Text;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

[TestClass]
public sealed class LayoutAttachments_of_a_layout
{
    private static readonly Image s_image = SmallImages.Image("amd64");

    [TestMethod]
    public void Are_listed_after_what_was_there()
    {
        using TemporaryFolder temporary = new();
        string folder = Write(temporary);
        LayoutAttachments.Add(folder, [Attached("one"), Attached("two")], CancellationToken.None);
        LayoutAttachments.Add(folder, [Attached("two"), Attached("three")], CancellationToken.None);

        OciLayout layout = OciLayout.Open(folder);
        Image image = layout.ReadImage("a", null, CancellationToken.None);
        Artifact[] found = [.. Referrers.Of(layout, image.Descriptor, CancellationToken.None)];
        CollectionAssert.AreEqual(
            new[] { Attached("one"), Attached("two"), Attached("three") }.Select(artifact => artifact.Manifest.Digest).ToArray(),
            found.Select(artifact => artifact.Manifest.Digest).ToArray());
        foreach (Artifact artifact in found)
        {
            Assert.IsEmpty(ArtifactValidator.Validate(artifact, image.Descriptor, layout.Index.Value.Manifests.Single(entry => entry.Digest == artifact.Manifest.Digest), CancellationToken.None));
        }

        // As if all had been there from the beginning, and no file beside what is named.
        string whole = temporary.Combine("whole");
        OciLayoutWriter.Write(whole, LayoutContent.Of(new TaggedImage(s_image, null, "a") { Attachments = [Attached("one"), Attached("two"), Attached("three")] }), CancellationToken.None);
        CollectionAssert.AreEqual(Files(whole), Files(folder));
        Assert.AreEqual(File.ReadAllText(Path.Combine(whole, "index.json")), File.ReadAllText(Path.Combine(folder, "index.json")));
    }

    [TestMethod]
    public void Of_broken_content_leave_the_layout_as_it_was()
    {
        using TemporaryFolder temporary = new();
        string folder = Write(temporary);
        string[] before = Files(folder);
        File.WriteAllText(temporary.Combine("content"), "another");
        Artifact lying = Artifact.Attach(s_image.Descriptor, new NewArtifact
        {
            Type = "application/x",
            MediaType = "application/x",
            Content = BlobSource.FromWholeFile(temporary.Combine("content"), 7, Digest.Of("content"u8)),
        });
        Assert.ThrowsExactly<OciException>(() => LayoutAttachments.Add(folder, [lying], CancellationToken.None));
        CollectionAssert.AreEqual(before, Files(folder));
    }

    [TestMethod]
    public void Go_into_nothing_but_a_layout()
    {
        using TemporaryFolder temporary = new();
        Assert.ThrowsExactly<OciException>(() => LayoutAttachments.Add(temporary.FullPath, [Attached("one")], CancellationToken.None));
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.FullPath));
    }

    private static string Write(TemporaryFolder temporary)
    {
        string folder = temporary.Combine("layout");
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(s_image, null, "a")), CancellationToken.None);
        return folder;
    }

    private static Artifact Attached(string text) => Artifact.Attach(
        s_image.Descriptor,
        new NewArtifact { Type = "application/x", MediaType = "application/x", Content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(text)) });

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
