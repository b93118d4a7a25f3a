using System.Formats.Tar;
using System.Runtime.Versioning;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Smoke;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tests.Smoke;

/// <summary>Unpacking layers that may come from anybody: nothing outside of the folder is touched.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class RootFileSystem_unpacking
{
    [TestMethod]
    public void Later_layers_cover_earlier_ones_and_whiteouts_hide_them()
    {
        using TemporaryFolder folder = new();
        string root = Unpack(
            folder,
            Layer(Folder("a"), File("a/kept", "1"), File("a/changed", "1"), File("a/gone", "1"), Folder("b"), File("b/gone", "1"), Link("a/link", "kept"), Hard("a/hard", "a/kept")),
            Layer(Folder("a"), File("a/.wh.gone", ""), File("a/changed", "2"), Folder("b"), File("b/.wh..wh..opq", ""), File("new/deep/file", "3")));
        CollectionAssert.AreEqual(
            new[] { "a", "a/changed", "a/hard", "a/kept", "a/link", "b", "new", "new/deep", "new/deep/file" },
            Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal).ToArray());
        Assert.AreEqual("2", System.IO.File.ReadAllText(Path.Combine(root, "a/changed")));
        Assert.AreEqual("1", System.IO.File.ReadAllText(Path.Combine(root, "a/hard")));
        Assert.AreEqual("kept", new FileInfo(Path.Combine(root, "a/link")).LinkTarget);
    }

    [TestMethod]
    public void Setuid_bits_stay_behind()
    {
        using TemporaryFolder folder = new();
        PaxTarEntry tool = File("tool", "1");
        tool.Mode = (UnixFileMode)0b100_111_101_101;
        Assert.AreEqual((UnixFileMode)0b111_101_101, System.IO.File.GetUnixFileMode(Path.Combine(Unpack(folder, Layer(tool)), "tool")));
    }

    [TestMethod]
    public void Nothing_is_written_through_a_link()
    {
        using TemporaryFolder folder = new();
        string outside = folder.Combine("outside");
        Directory.CreateDirectory(outside);
        System.IO.File.WriteAllText(Path.Combine(outside, "file"), "theirs");
        Assert.AreEqual("WOLFI4064", Refusal(folder, Layer(Link("a", outside)), Layer(File("a/file", "ours"))));
        Assert.AreEqual("WOLFI4064", Refusal(folder, Layer(Link("a", outside), File("a/.wh.file", ""))));
        Assert.AreEqual("WOLFI4064", Refusal(folder, Layer(Link("a", Path.Combine(outside, "file")), Hard("b", "a"))));

        // A file or a folder in the place of a link replaces it.
        string root = Unpack(folder, Layer(Link("x", Path.Combine(outside, "file")), Link("y", outside)), Layer(File("x", "ours"), Folder("y"), File("y/file", "ours")));
        Assert.IsNull(new FileInfo(Path.Combine(root, "x")).LinkTarget);
        Assert.AreEqual("ours", System.IO.File.ReadAllText(Path.Combine(root, "y/file")));
        Assert.AreEqual("theirs", System.IO.File.ReadAllText(Path.Combine(outside, "file")));
    }

    [TestMethod]
    [DataRow(TarEntryType.RegularFile, "../outside")]
    [DataRow(TarEntryType.RegularFile, "a/../../outside")]
    [DataRow(TarEntryType.RegularFile, "a//b")]
    [DataRow(TarEntryType.RegularFile, "../.wh.outside")]
    [DataRow(TarEntryType.RegularFile, ".wh...")]
    [DataRow(TarEntryType.RegularFile, "a/.wh..")]
    [DataRow(TarEntryType.RegularFile, "a/.wh...")]
    [DataRow(TarEntryType.RegularFile, "a/.wh.")]
    [DataRow(TarEntryType.Directory, "a/..")]
    [DataRow(TarEntryType.CharacterDevice, "dev/null")]
    [DataRow(TarEntryType.Fifo, "pipe")]
    [DataRow(TarEntryType.HardLink, "hard")]
    public void What_leads_out_or_is_no_file_is_refused(TarEntryType type, string path)
    {
        using TemporaryFolder folder = new();
        System.IO.File.WriteAllText(folder.Combine("outside"), "theirs");
        Assert.AreEqual("WOLFI4064", Refusal(folder, Layer(type == TarEntryType.HardLink ? Hard(path, "../outside") : new PaxTarEntry(type, path))));
        Assert.AreEqual("theirs", System.IO.File.ReadAllText(folder.Combine("outside")));
    }

    [TestMethod]
    public void A_layer_of_another_digest_is_refused()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("blob");
        BlobSource good = Layer(File("a", "1")).Blob;
        System.IO.File.WriteAllBytes(file, Bytes(File("a", "2")));
        NewLayer changed = new() { Blob = BlobSource.FromWholeFile(file, good.Size, good.Digest), DiffId = good.Digest, MediaType = MediaTypes.LayerTar };
        Assert.ThrowsExactly<Wolfi.Oci.OciException>(() => Unpack(folder, changed));
    }

    private static PaxTarEntry Folder(string path) => new(TarEntryType.Directory, path);

    private static PaxTarEntry File(string path, string content) => new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    private static PaxTarEntry Link(string path, string target) => new(TarEntryType.SymbolicLink, path) { LinkName = target };

    private static PaxTarEntry Hard(string path, string target) => new(TarEntryType.HardLink, path) { LinkName = target };

    private static byte[] Bytes(params TarEntry[] entries)
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

    private static NewLayer Layer(params TarEntry[] entries)
    {
        BlobSource blob = BlobSource.FromBytes(Bytes(entries));
        return new NewLayer { Blob = blob, DiffId = blob.Digest, MediaType = MediaTypes.LayerTar };
    }

    private static string? Refusal(TemporaryFolder folder, params NewLayer[] layers)
    {
        try
        {
            Unpack(folder, layers);
            return null;
        }
        catch (WolfiException e)
        {
            return e.Diagnostic.Code;
        }
    }

    private static string Unpack(TemporaryFolder folder, params NewLayer[] layers)
    {
        string root = folder.Combine($"root-{Guid.NewGuid():N}");
        Directory.CreateDirectory(root);
        Image image = ImageAssembler.Assemble(new ImageSettings { Platform = Platform.LinuxAmd64, Created = 0, Container = new ContainerConfig() }, [.. layers]);
        RootFileSystemUnpacker.Unpack(image, root, keepOwners: false, CancellationToken.None);
        return root;
    }
}
