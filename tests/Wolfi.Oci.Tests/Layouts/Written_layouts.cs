using System.Runtime.Versioning;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

[TestClass]
public sealed class Written_layouts
{
    [TestMethod]
    public void Hold_version_index_and_blobs_with_fixed_modes()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("deep", "er", "layout");
        Image image = SmallImages.Image();
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(image, "my-app", "1.0", "latest", "1.0")), CancellationToken.None);

        Assert.AreEqual("""{"imageLayoutVersion":"1.0.0"}""", File.ReadAllText(Path.Combine(folder, "oci-layout")));
        ImageIndex index = ImageIndex.Read(File.ReadAllBytes(Path.Combine(folder, "index.json")), null, "index.json").Value;
        CollectionAssert.AreEqual(new[] { "1.0", "latest" }, index.Manifests.Select(entry => entry.Annotations[AnnotationNames.RefName]).ToArray());
        Assert.IsTrue(index.Manifests.All(entry => entry.Digest == image.Digest && entry.Platform == Platform.LinuxAmd64));
        foreach (BlobSource blob in image.Blobs)
        {
            byte[] content = File.ReadAllBytes(Path.Combine(folder, "blobs", "sha256", blob.Digest.Hex));
            Assert.AreEqual(blob.Digest, Digest.Of(content));
        }

        Assert.HasCount(image.Blobs.Count(), Directory.GetFiles(Path.Combine(folder, "blobs", "sha256")));
        foreach (string line in Listing.Modes(temporary.FullPath))
        {
            Assert.EndsWith(File.Exists(temporary.Combine(line.Split(' ')[0])) ? " 644" : " 755", line);
        }

        Assert.AreEqual("deep/er/layout", Listing.Of(temporary.FullPath).First(line => line.EndsWith("layout", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { "layout" }, Directory.GetFileSystemEntries(temporary.Combine("deep", "er")).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public void Take_large_blobs_from_the_layout_before_where_they_are_what_they_should_be()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Image whole = SmallImages.LargeImage(3, 300_000);
        BlobSource large = whole.Layers[1].Blob;
        int opened = 0;
        Image image = whole.With(1, _ => new FaultyBlob(large.Digest, large.Size, () =>
        {
            opened++;
            return large.Open();
        }));
        LayoutContent content = LayoutContent.Of(new TaggedImage(image, "app", "1"));
        string file = Path.Combine(folder, "blobs", "sha256", large.Digest.Hex);
        void WriteAndExpect(int times)
        {
            OciLayoutWriter.Write(folder, content, CancellationToken.None);
            Assert.AreEqual(times, opened);
            Assert.AreEqual(large.Digest, Digest.Of(File.ReadAllBytes(file)));
            Assert.IsNull(new FileInfo(file).LinkTarget);
            Assert.AreEqual("644", Convert.ToString((int)File.GetUnixFileMode(file), 8));
        }

        WriteAndExpect(1);
        WriteAndExpect(1);

        byte[] damaged = File.ReadAllBytes(file);
        damaged[^1] ^= 1;
        File.WriteAllBytes(file, damaged);
        WriteAndExpect(2);

        File.Move(file, temporary.Combine("elsewhere"));
        File.CreateSymbolicLink(file, temporary.Combine("elsewhere"));
        WriteAndExpect(3);

        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        WriteAndExpect(4);
    }

    [TestMethod]
    public void Replace_a_layout_and_an_empty_folder_and_nothing_else()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Directory.CreateDirectory(folder);
        Write(folder, "one");
        Write(folder, "two");
        Assert.AreEqual(SmallImages.Image("two").Digest, OnlyEntry(folder));
        Assert.HasCount(4, Directory.GetFiles(Path.Combine(folder, "blobs", "sha256")));

        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        AssertRefused(folder);
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(folder, "notes.txt")));

        string other = temporary.Combine("other");
        Directory.CreateDirectory(Path.Combine(other, "blobs"));
        AssertRefused(other);

        string file = temporary.Combine("file");
        File.WriteAllText(file, "mine");
        AssertRefused(file);

        string link = temporary.Combine("link");
        Directory.CreateSymbolicLink(link, folder);
        AssertRefused(link);

        string dangling = temporary.Combine("dangling");
        File.CreateSymbolicLink(dangling, temporary.Combine("nowhere"));
        AssertRefused(dangling);
        AssertRefused("/");
        CollectionAssert.AreEqual(
            new[] { "dangling", "file", "layout", "link", "other" },
            Directory.GetFileSystemEntries(temporary.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Lie_beside_their_place_until_they_are_moved_there(bool moved)
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Write(folder, "one");
        string[] before = Listing.Of(folder);
        using (StagedLayout staged = OciLayoutWriter.Stage(folder, LayoutContent.Of(new TaggedImage(SmallImages.Image("two"), "app", "1")), CancellationToken.None))
        {
            CollectionAssert.AreEqual(before, Listing.Of(folder));
            Assert.AreEqual(OciFault.OutputBusy, Assert.ThrowsExactly<OciException>(() => Write(folder, "three")).Fault);
            if (moved)
            {
                staged.Commit();
            }
        }

        Assert.AreEqual(moved, !before.SequenceEqual(Listing.Of(folder)));
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.Combine()));
    }

    [TestMethod]
    public void Are_not_moved_over_what_has_come_to_be_in_their_place()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        using StagedLayout staged = OciLayoutWriter.Stage(folder, LayoutContent.Of(new TaggedImage(SmallImages.Image(), "app", "1")), CancellationToken.None);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "somebody's"), "");
        Assert.AreEqual(OciFault.OutputRefused, Assert.ThrowsExactly<OciException>(staged.Commit).Fault);
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder));
    }

    [TestMethod]
    public void Are_the_same_bytes_from_two_folders_and_read_back()
    {
        using TemporaryFolder temporary = new();
        Write(temporary.Combine("a"), "x");
        Write(temporary.Combine("b", "c"), "x");
        CollectionAssert.AreEqual(Listing.Of(temporary.Combine("a")), Listing.Of(temporary.Combine("b", "c")));
        Write(temporary.Combine("d"), "y");
        CollectionAssert.AreNotEqual(Listing.Of(temporary.Combine("a")), Listing.Of(temporary.Combine("d")));
    }

    private static void AssertRefused(string folder) =>
        Assert.AreEqual(OciFault.OutputRefused, Assert.ThrowsExactly<OciException>(() => Write(folder, "new")).Fault);

    private static void Write(string folder, string content) =>
        OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(SmallImages.Image(content), null, "latest")), CancellationToken.None);

    private static Digest OnlyEntry(string folder) =>
        ImageIndex.Read(File.ReadAllBytes(Path.Combine(folder, "index.json")), null, "index.json").Value.Manifests.Single().Digest;
}
