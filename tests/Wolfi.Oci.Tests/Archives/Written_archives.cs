using System.Formats.Tar;
using System.Text;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Tests.Images;
using Wolfi.Oci.Tests.Layouts;

namespace Wolfi.Oci.Tests.Archives;

[TestClass]
public sealed class Written_archives
{
    private static readonly Image s_image = SmallImages.Image();

    [TestMethod]
    public void A_docker_archive_holds_config_layers_and_manifest()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("deep", "image.tar");
        ArchiveWriter.WriteDockerArchive(file, [new TaggedImage(s_image, "my-app", "latest", "1.0")], CancellationToken.None);
        Dictionary<string, byte[]> files = Entries(file);
        string config = s_image.Config.Digest.Hex + ".json";
        string[] layers = [.. s_image.Layers.Select(layer => layer.Descriptor.Digest.Hex + ".tar.gz")];
        Assert.AreEqual(
            $$"""[{"Config":"{{config}}","RepoTags":["my-app:1.0","my-app:latest"],"Layers":["{{layers[0]}}","{{layers[1]}}"]}]""",
            Encoding.UTF8.GetString(files["manifest.json"]));
        CollectionAssert.AreEquivalent(layers.Append(config).Append("manifest.json").ToArray(), files.Keys.ToArray());
        Assert.AreEqual(s_image.Config.Digest, Digest.Of(files[config]));
        Assert.AreEqual(s_image.Layers[1].Descriptor.Digest, Digest.Of(files[layers[1]]));
        Assert.IsTrue(Listing.Modes(temporary.FullPath).All(line => !line.Contains("image.tar", StringComparison.Ordinal) || line.EndsWith(" 644", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { file }, Directory.GetFileSystemEntries(temporary.Combine("deep")));
    }

    [TestMethod]
    public void An_oci_archive_is_a_layout_that_docker_load_reads_too()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("image.tar");
        ArchiveWriter.WriteOciArchive(file, [new TaggedImage(s_image, "ghcr.io/team/my-app", "1.0")], CancellationToken.None);
        Dictionary<string, byte[]> files = Entries(file);
        ImageIndex index = ImageIndex.Read(files["index.json"], null, "index.json").Value;
        Descriptor entry = index.Manifests.Single();
        Assert.AreEqual("1.0", entry.Annotations[AnnotationNames.RefName]);
        Assert.AreEqual("ghcr.io/team/my-app:1.0", entry.Annotations[AnnotationNames.ContainerdImageName]);
        Assert.AreEqual("""{"imageLayoutVersion":"1.0.0"}""", Encoding.ASCII.GetString(files["oci-layout"]));
        Assert.StartsWith($$"""[{"Config":"blobs/sha256/{{s_image.Config.Digest.Hex}}","RepoTags":["ghcr.io/team/my-app:1.0"],""", Encoding.UTF8.GetString(files["manifest.json"]));
        Assert.AreEqual(s_image.Digest, Digest.Of(files[$"blobs/sha256/{s_image.Digest.Hex}"]));
        CollectionAssert.AreEqual(files.Keys.Order(StringComparer.Ordinal).ToArray(), files.Keys.ToArray());
    }

    [TestMethod]
    [DataRow("arm64 amd64", "amd64")]
    [DataRow("s390x arm64", "arm64")]
    public void An_oci_archive_for_several_platforms_names_one_of_them_for_docker_load(string architectures, string named)
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("image.tar");
        Image[] images = [.. architectures.Split(' ').Select(architecture => SmallImages.Image("content", Platform.OfLinux(architecture)))];
        Image chosen = images.Single(image => image.Config.Value.Platform.Architecture == named);
        ArchiveWriter.WriteOciArchive(file, new TaggedIndex(IndexAssembler.Assemble(images), "my-app", "latest", "1.0"), CancellationToken.None);
        string layers = string.Join(',', chosen.Layers.Select(layer => $"\"blobs/sha256/{layer.Descriptor.Digest.Hex}\""));
        Assert.AreEqual(
            $$"""[{"Config":"blobs/sha256/{{chosen.Config.Digest.Hex}}","RepoTags":["my-app:1.0","my-app:latest"],"Layers":[{{layers}}]}]""",
            Encoding.UTF8.GetString(Entries(file)["manifest.json"]));
        ImageStore store = Open("oci-archive:" + file);
        CollectionAssert.AreEquivalent(images.Select(image => image.Digest).ToArray(), images.Select(image => store.ReadImage("1.0", image.Config.Value.Platform, CancellationToken.None).Digest).ToArray());
        Assert.AreEqual(chosen.Config.Digest, Open("docker-archive:" + file).ReadImage("1.0", null, CancellationToken.None).Config.Digest);
    }

    [TestMethod]
    public void An_image_without_a_name_has_none()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("image.tar");
        ArchiveWriter.WriteDockerArchive(file, [new TaggedImage(s_image, null, "1.0")], CancellationToken.None);
        Assert.Contains("\"RepoTags\":null", Encoding.UTF8.GetString(Entries(file)["manifest.json"]));
        Assert.AreEqual(s_image.Config.Digest, Open("docker-archive:" + file).ReadImage(null, null, CancellationToken.None).Config.Digest);
    }

    [TestMethod]
    public void Read_back_they_are_the_same_image()
    {
        using TemporaryFolder temporary = new();
        TaggedImage[] images = [new(s_image, "my-app", "1", "2"), new(SmallImages.Image("other", Platform.LinuxArm64), "other", "1")];
        ArchiveWriter.WriteDockerArchive(temporary.Combine("docker.tar"), images, CancellationToken.None);
        ArchiveWriter.WriteOciArchive(temporary.Combine("oci.tar"), images, CancellationToken.None);

        ImageStore oci = Open("oci-archive:" + temporary.Combine("oci.tar"));
        Image fromOci = oci.ReadImage("2", null, CancellationToken.None);
        Assert.AreEqual(s_image.Digest, fromOci.Digest);
        Assert.IsEmpty(ImageValidator.Validate(fromOci, oci.Index.Value.Manifests[0], CancellationToken.None));

        ImageStore docker = Open("docker-archive:" + temporary.Combine("docker.tar"));
        Image fromDocker = docker.ReadImage("2", null, CancellationToken.None);
        Assert.AreEqual(s_image.Config.Digest, fromDocker.Config.Digest);
        CollectionAssert.AreEqual(s_image.Layers.Select(layer => layer.Descriptor.Digest).ToArray(), fromDocker.Layers.Select(layer => layer.Blob.Digest).ToArray());
        Assert.IsEmpty(ImageValidator.Validate(fromDocker, docker.Index.Value.Manifests[0], CancellationToken.None));
        Assert.AreEqual(images[1].Image.Config.Digest, docker.ReadImage("1", Platform.LinuxArm64, CancellationToken.None).Config.Digest);
        Assert.AreEqual("docker.io/library/my-app:1", docker.Index.Value.Manifests[0].Annotations[AnnotationNames.ContainerdImageName]);
    }

    [TestMethod]
    public void Are_the_same_bytes_each_time_and_have_the_constant_time()
    {
        using TemporaryFolder temporary = new();
        ChildProcess.WriteOnce(temporary.Combine("a"));
        ChildProcess.WriteOnce(temporary.Combine("b"));
        CollectionAssert.AreEqual(Listing.Of(temporary.Combine("a")), Listing.Of(temporary.Combine("b")));
        using TarReader reader = new(File.OpenRead(temporary.Combine("a", "oci.tar")));
        while (reader.GetNextEntry() is { } entry)
        {
            Assert.AreEqual(315532800, entry.ModificationTime.ToUnixTimeSeconds());
            Assert.AreEqual((0, 0), (entry.Uid, entry.Gid));
            Assert.AreEqual(entry.EntryType == TarEntryType.Directory ? "755" : "644", Convert.ToString((int)entry.Mode, 8));
        }
    }

    [TestMethod]
    public void A_failure_leaves_the_old_file_and_nothing_beside_it()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("image.tar");
        File.WriteAllText(file, "old");
        File.WriteAllText(temporary.Combine(".image.tar.wolfi-staging"), "what a killed run left");
        Image broken = s_image.With(0, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[blob.Size])));
        Assert.AreEqual(OciFault.DigestMismatch, Fault(() => Write(file, broken)));
        Image tooShort = s_image.With(0, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[1])));
        Assert.AreEqual(OciFault.SizeMismatch, Fault(() => Write(file, tooShort)));
        Image tooLong = s_image.With(0, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[blob.Size + 1])));
        Assert.AreEqual(OciFault.SizeMismatch, Fault(() => Write(file, tooLong)));
        Assert.ThrowsExactly<OperationCanceledException>(() => ArchiveWriter.WriteOciArchive(file, [new TaggedImage(s_image, null)], new CancellationToken(canceled: true)));
        Assert.AreEqual("old", File.ReadAllText(file));
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));

        Assert.AreEqual(OciFault.BlobMissing, Fault(() => Write(temporary.Combine("new", "image.tar"), s_image.With(0, blob => BlobSource.FromFile("/nowhere", 0, blob.Size, blob.Digest)))));
        Assert.IsFalse(Directory.Exists(temporary.Combine("new")));
    }

    [TestMethod]
    public void A_place_that_is_no_file_is_refused()
    {
        using TemporaryFolder temporary = new();
        Assert.AreEqual(OciFault.OutputRefused, Fault(() => Write(temporary.FullPath, s_image)));
        Assert.AreEqual(OciFault.OutputFailed, Fault(() => Write("/proc/image.tar", s_image)));
        File.WriteAllText(temporary.Combine("mine"), "mine");
        File.CreateSymbolicLink(temporary.Combine(".image.tar.wolfi-staging"), temporary.Combine("mine"));
        Assert.AreEqual(OciFault.OutputRefused, Fault(() => Write(temporary.Combine("image.tar"), s_image)));
        Assert.AreEqual("mine", File.ReadAllText(temporary.Combine("mine")));
    }

    [TestMethod]
    public void A_second_writer_is_told_so()
    {
        using TemporaryFolder temporary = new();
        string file = temporary.Combine("image.tar");
        Image image = s_image.With(0, blob => new FaultyBlob(blob.Digest, blob.Size, () =>
        {
            Assert.AreEqual(OciFault.OutputBusy, Fault(() => Write(file, s_image)));
            return blob.Open();
        }));
        Write(file, image);
        Assert.AreEqual(s_image.Digest, Open("oci-archive:" + file).ReadImage(null, null, CancellationToken.None).Digest);
    }

    private static OciFault Fault(Action act) => Assert.ThrowsExactly<OciException>(act).Fault;

    private static void Write(string file, Image image) => ArchiveWriter.WriteOciArchive(file, [new TaggedImage(image, null)], CancellationToken.None);

    private static ImageStore Open(string location) => ImageStores.Open(ImageLocation.Parse(location, _ => false), CancellationToken.None);

    // The framework's reader: independent of ours.
    private static Dictionary<string, byte[]> Entries(string file)
    {
        Dictionary<string, byte[]> entries = new(StringComparer.Ordinal);
        using TarReader reader = new(File.OpenRead(file));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
            {
                using MemoryStream content = new();
                entry.DataStream?.CopyTo(content);
                entries.Add(entry.Name, content.ToArray());
            }
        }

        return entries;
    }
}
