using System.IO.Compression;
using Wolfi.Archives;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Oci.Tests.Images;

/// <summary>A package's own bytes as a layer: the data member where it stands in the .apk, of one made here and of real ones.</summary>
[TestClass]
public sealed class Verbatim_package_layers
{
    private const string MadeHere = "made here";

    public static IEnumerable<object[]> Packages
    {
        get
        {
            string? folder = SharedData.Path("data", "real-packages");
            if (folder is null)
            {
                Console.WriteLine("Absent: ../shared/data/real-packages. No rows with real packages.");
            }

            string[] files = folder is null ? [] : [.. Directory.GetFiles(folder, "*.apk").Order(StringComparer.Ordinal)];
            return files.Select(Path.GetFileName).Prepend(MadeHere).Select(name => new object[] { name! });
        }
    }

    [TestMethod]
    [DynamicData(nameof(Packages))]
    public void Pass_through_layout_and_archive_unchanged_and_are_sound(string name)
    {
        using TemporaryFolder temporary = new();
        string package = name == MadeHere ? Make(temporary.Combine("made.apk")) : SharedData.Path("data", "real-packages", name)!;
        byte[] bytes = File.ReadAllBytes(package);
        int offset = DataMemberOf(bytes);
        BlobSource blob = BlobSource.FromFile(package, offset, bytes.Length - offset, Digest.Of(bytes.AsSpan(offset)));
        using GZipStream gzip = new(blob.Open(), CompressionMode.Decompress);
        NewLayer layer = new() { Blob = blob, DiffId = Digest.Of(gzip, CancellationToken.None) };
        TaggedImage image = new(ImageAssembler.Assemble(SmallImages.Settings(), [layer]), "app", "1");
        Assert.IsEmpty(ImageValidator.Validate(image.Image, image.Image.Descriptor, CancellationToken.None));

        OciLayoutWriter.Write(temporary.Combine("layout"), LayoutContent.Of(image), CancellationToken.None);
        ArchiveWriter.WriteOciArchive(temporary.Combine("oci.tar"), [image], CancellationToken.None);
        byte[] stored = File.ReadAllBytes(temporary.Combine("layout", "blobs", "sha256", blob.Digest.Hex));
        Assert.IsTrue(stored.AsSpan().SequenceEqual(bytes.AsSpan(offset)));
        Image read = OciArchive.Open(temporary.Combine("oci.tar"), CancellationToken.None).ReadImage("1", null, CancellationToken.None);
        Assert.IsEmpty(ImageValidator.Validate(read, null, CancellationToken.None));
        using System.Formats.Tar.TarReader tar = new(new GZipStream(new MemoryStream(stored), CompressionMode.Decompress));
        Assert.IsNotNull(tar.GetNextEntry());
    }

    // Of the right shape: three gzip members, the last of which is a layer.
    private static string Make(string file)
    {
        using FileStream package = File.Create(file);
        foreach (string member in new[] { "signature", "control" })
        {
            using GZipStream gzip = new(package, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(System.Text.Encoding.ASCII.GetBytes(member));
        }

        using Stream data = SmallImages.Layer("made", "here").Blob.Open();
        data.CopyTo(package);
        return file;
    }

    // The third gzip member: behind signature and control.
    private static int DataMemberOf(byte[] package)
    {
        MemberSource source = new(new MemoryStream(package), 0);
        for (int member = 0; member < 2; member++)
        {
            using GzipMemberReader reader = new(source, null, new InflateLimits(1 << 24));
            reader.CopyTo(Stream.Null);
        }

        return (int)source.Position;
    }
}
