using System.Diagnostics;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

[TestClass]
public sealed class Interrupted_writes
{
    private static readonly Image s_old = SmallImages.Image("old");
    private static readonly Image s_new = SmallImages.Image("new");

    [TestMethod]
    public void A_blob_that_fails_leaves_the_old_layout_and_nothing_beside_it()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Write(folder, s_old);
        string[] before = Listing.Of(temporary.FullPath);

        AssertFails(folder, OciFault.DigestMismatch, s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[blob.Size]))));
        AssertFails(folder, OciFault.SizeMismatch, s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[blob.Size + 1]))));
        AssertFails(folder, OciFault.SizeMismatch, s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[blob.Size - 1]))));
        AssertFails(folder, OciFault.BlobMissing, s_new.With(1, blob => BlobSource.FromFile(temporary.Combine("nowhere"), 0, blob.Size, blob.Digest)));
        AssertFails(folder, OciFault.BlobMissing, s_new.With(1, blob => BlobSource.FromWholeFile(temporary.Combine("nowhere"), blob.Size, blob.Digest)));
        AssertFails(folder, OciFault.InputUnreadable, s_new.With(1, blob => BlobSource.FromFile(temporary.FullPath, 0, blob.Size, blob.Digest)));
        AssertFails(folder, OciFault.OutputFailed, s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () => throw new IOException("No space left on device"))));
        CollectionAssert.AreEqual(before, Listing.Of(temporary.FullPath));
    }

    [TestMethod]
    public void A_blob_that_fails_leaves_no_new_folders()
    {
        using TemporaryFolder temporary = new();
        AssertFails(temporary.Combine("a", "b", "layout"), OciFault.BlobMissing, s_new.With(0, blob => BlobSource.FromFile(temporary.Combine("nowhere"), 0, blob.Size, blob.Digest)));
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    public void Cancelling_leaves_the_old_layout_and_nothing_beside_it()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Write(folder, s_old);
        string[] before = Listing.Of(temporary.FullPath);
        using CancellationTokenSource cancellation = new();
        Image image = s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () =>
        {
            cancellation.Cancel();
            return blob.Open();
        }));

        Assert.ThrowsExactly<OperationCanceledException>(() => OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(image, null)), cancellation.Token));
        CollectionAssert.AreEqual(before, Listing.Of(temporary.FullPath));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_is_a_failure_of_the_output()
    {
        using TemporaryFolder temporary = new();
        File.WriteAllText(temporary.Combine("file"), "");
        AssertFails(temporary.Combine("file", "layout"), OciFault.OutputFailed, s_new);
        AssertFails(temporary.Combine(new string('n', 300)), OciFault.OutputFailed, s_new);
        AssertFails("/proc/layout", OciFault.OutputFailed, s_new);
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    public void A_second_writer_is_told_so_and_disturbs_nothing()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Image image = s_new.With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () =>
        {
            Assert.AreEqual(OciFault.OutputBusy, Assert.ThrowsExactly<OciException>(() => Write(folder, s_old)).Fault);
            return blob.Open();
        }));
        Write(folder, image);
        Assert.AreEqual(s_new.Digest, Read(folder).Digest);
    }

    [TestMethod]
    public void What_a_killed_run_left_is_put_right_by_the_next()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        string staging = temporary.Combine(".layout.wolfi-staging");
        Write(folder, s_old);
        string[] before = Listing.Of(temporary.FullPath);

        // Killed between the two moves, on a file system that can't exchange folders; then the next run fails.
        Directory.CreateDirectory(Path.Combine(staging, "new", "blobs"));
        Directory.Move(folder, Path.Combine(staging, "old"));
        File.WriteAllText(Path.Combine(staging, "lock"), "");
        AssertFails(folder, OciFault.BlobMissing, s_new.With(0, blob => BlobSource.FromFile(temporary.Combine("nowhere"), 0, blob.Size, blob.Digest)));
        CollectionAssert.AreEqual(before, Listing.Of(temporary.FullPath));

        // Killed after the exchange: what stands beside is the older one.
        Directory.CreateDirectory(Path.Combine(staging, "new", "blobs"));
        Directory.CreateDirectory(Path.Combine(staging, "old", "blobs"));
        Write(folder, s_new);
        Assert.AreEqual(s_new.Digest, Read(folder).Digest);
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    public void A_link_in_the_place_of_the_staging_folder_is_not_written_through()
    {
        using TemporaryFolder temporary = new();
        Directory.CreateDirectory(temporary.Combine("mine", "old"));
        Directory.CreateSymbolicLink(temporary.Combine(".layout.wolfi-staging"), temporary.Combine("mine"));
        AssertFails(temporary.Combine("layout"), OciFault.OutputRefused, s_new);
        Assert.IsTrue(Directory.Exists(temporary.Combine("mine", "old")));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_killed_run_leaves_a_whole_layout()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Digest[] expected = [.. ChildProcess.LoopImages.Select(image => image.Digest)];
        for (int run = 0; run < 5; run++)
        {
            using Process child = ChildProcess.Start("loop", folder, "");
            Assert.IsTrue(SpinWait.SpinUntil(() => OciLayout.IsLayout(folder) || child.HasExited, 30_000));
            Thread.Sleep(7 + (11 * run));
            child.Kill();
            child.WaitForExit();

            Image image = Read(folder);
            CollectionAssert.Contains(expected, image.Digest);
            Assert.IsEmpty(ImageValidator.Validate(image, null, CancellationToken.None));
        }

        Write(folder, s_new);
        Assert.AreEqual(s_new.Digest, Read(folder).Digest);
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_reader_always_finds_one_whole_layout()
    {
        using TemporaryFolder temporary = new();
        string folder = temporary.Combine("layout");
        Write(folder, s_old);
        using CancellationTokenSource done = new();
        Task writer = Task.Run(() =>
        {
            for (int i = 0; i < 60; i++)
            {
                Write(folder, i % 2 == 0 ? s_new : s_old);
            }

            done.Cancel();
        });

        int reads = 0;
        while (!done.IsCancellationRequested)
        {
            byte[] index = File.ReadAllBytes(Path.Combine(folder, "index.json"));
            string digest = Oci.Documents.ImageIndex.Read(index, null, "index").Value.Manifests.Single().Digest.Hex;
            bool there = File.Exists(Path.Combine(folder, "blobs", "sha256", digest));
            Assert.IsTrue(there || !index.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "index.json"))), "An index without its manifest.");
            reads++;
        }

        writer.GetAwaiter().GetResult();
        Assert.IsGreaterThan(10, reads);
    }

    private static void AssertFails(string folder, OciFault fault, Image image)
    {
        OciException exception = Assert.ThrowsExactly<OciException>(() => Write(folder, image));
        Assert.AreEqual(fault, exception.Fault, exception.Message);
    }

    private static void Write(string folder, Image image) => OciLayoutWriter.Write(folder, LayoutContent.Of(new TaggedImage(image, null, "latest")), CancellationToken.None);

    private static Image Read(string folder) => OciLayout.Open(folder).ReadImage(null, null, CancellationToken.None);
}
