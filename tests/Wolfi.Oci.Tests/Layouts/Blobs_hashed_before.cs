using System.Runtime.Versioning;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

/// <summary>Blobs of a layout that were hashed a moment before it is written anew.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed class Blobs_hashed_before
{
    private readonly TemporaryFolder _temporary = new();
    private readonly Image _image = SmallImages.LargeImage(3, 300_000);

    private string Layout => _temporary.Combine("layout");

    private LayoutContent Content => LayoutContent.Of(new TaggedImage(_image, "app", "1"));

    private string FileOfLayer => Path.Combine(Layout, "blobs", "sha256", _image.Layers[1].Blob.Digest.Hex);

    [TestInitialize]
    public async Task WriteALayout()
    {
        OciLayoutWriter.Write(Layout, Content, CancellationToken.None);

        // What changed within the last second is not remembered.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
    }

    [TestCleanup]
    public void Remove() => _temporary.Dispose();

    [TestMethod]
    public void Are_kept_without_being_read_again()
    {
        HashedBlobs hashed = Hashed();
        OciLayoutWriter.Write(Layout, Content, CancellationToken.None, hashed);
        Assert.AreEqual(LargeBlobs(), hashed.Kept);
        AssertWhole();
    }

    [TestMethod]
    [DataRow("written to", 1)]
    [DataRow("written to, with its old time", 1)]
    [DataRow("another file of the same size and time", 1)]
    [DataRow("a link to such a file", 1)]
    [DataRow("gone", 1)]
    [DataRow("touched", 1)]
    public void Are_read_again_once_they_are(string what, int changed)
    {
        HashedBlobs hashed = Hashed();
        DateTime time = File.GetLastWriteTimeUtc(FileOfLayer);
        byte[] bytes = File.ReadAllBytes(FileOfLayer);
        bytes[1000] ^= 1;
        string other = _temporary.Combine("other");
        switch (what)
        {
            case "written to" or "written to, with its old time":
                using (FileStream stream = File.OpenWrite(FileOfLayer))
                {
                    stream.Position = 1000;
                    stream.WriteByte(bytes[1000]);
                }

                break;
            case "another file of the same size and time":
                File.WriteAllBytes(other, bytes);
                File.SetUnixFileMode(other, File.GetUnixFileMode(FileOfLayer));
                File.SetLastWriteTimeUtc(other, time);
                File.Move(other, FileOfLayer, overwrite: true);
                break;
            case "a link to such a file":
                File.WriteAllBytes(other, bytes);
                File.Delete(FileOfLayer);
                File.CreateSymbolicLink(FileOfLayer, other);
                break;
            case "gone":
                File.Delete(FileOfLayer);
                break;
            default:
                File.SetLastWriteTimeUtc(FileOfLayer, DateTime.UtcNow);
                break;
        }

        if (what.EndsWith("time", StringComparison.Ordinal))
        {
            File.SetLastWriteTimeUtc(FileOfLayer, time);
        }

        OciLayoutWriter.Write(Layout, Content, CancellationToken.None, hashed);

        Assert.AreEqual(LargeBlobs() - changed, hashed.Kept);
        AssertWhole();
    }

    [TestMethod]
    [DataRow("damaged")]
    [DataRow("changed a moment ago")]
    [DataRow("under another name")]
    public void Are_not_those_that_were(string what)
    {
        switch (what)
        {
            case "damaged":
                byte[] bytes = File.ReadAllBytes(FileOfLayer);
                bytes[0] ^= 1;
                File.WriteAllBytes(FileOfLayer, bytes);
                Thread.Sleep(TimeSpan.FromSeconds(1.1));
                break;
            case "changed a moment ago":
                File.SetLastWriteTimeUtc(FileOfLayer, DateTime.UtcNow);
                break;
            default:
                File.Move(FileOfLayer, Path.Combine(Layout, "blobs", "sha256", new string('0', 64)));
                Thread.Sleep(TimeSpan.FromSeconds(1.1));
                break;
        }

        HashedBlobs hashed = Hashed();
        OciLayoutWriter.Write(Layout, Content, CancellationToken.None, hashed);
        Assert.AreEqual(LargeBlobs() - 1, hashed.Kept);
        AssertWhole();
    }

    [TestMethod]
    public void Need_no_layout_and_no_end()
    {
        HashedBlobs hashed = new();
        hashed.Hash(_temporary.Combine("nowhere"), CancellationToken.None);
        hashed.Hash(Layout, new CancellationToken(canceled: true));
        OciLayoutWriter.Write(Layout, Content, CancellationToken.None, hashed);
        Assert.AreEqual(0, hashed.Kept);
    }

    private HashedBlobs Hashed()
    {
        HashedBlobs hashed = new();
        hashed.Hash(Layout, CancellationToken.None);
        return hashed;
    }

    private int LargeBlobs() => _image.Blobs.Count(blob => blob.Size >= 64 * 1024);

    private void AssertWhole()
    {
        foreach (BlobSource blob in _image.Blobs)
        {
            string file = Path.Combine(Layout, "blobs", "sha256", blob.Digest.Hex);
            Assert.IsNull(new FileInfo(file).LinkTarget);
            Assert.AreEqual(blob.Digest, Digest.Of(File.ReadAllBytes(file)));
        }
    }
}
