using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Layers;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases K157 and K164, and bytes of layers: the image is changed and signed again with its own key.</summary>
[TestClass]
public sealed class Layers_of_a_finished_image
{
    private static readonly Dictionary<string, Tampering> Tamperings = new()
    {

        ["a byte of the base layout"] = new(image => image.Tar(0, Flip), "WOLFI8003", "layer 1 is", "wolfi-baselayout"),
        ["a byte of glibc"] = new(image => image.Tar(image.PlaceOf("glibc"), Flip), "WOLFI8003", "glibc-1.0-r0"),
        ["a byte of the runtime"] = new(image => image.Tar(image.PlaceOf("dotnet-10-runtime"), Flip), "WOLFI8003", "dotnet-10-runtime-1.0-r0"),
        ["a byte of the time zones"] = new(image => image.Tar(image.PlaceOf("tzdata"), Flip), "WOLFI8003", "tzdata-1.0-r0"),
        ["a byte of the NuGet dependencies"] = new(image => image.Tar(image.PlaceOf("app-nuget"), Flip), "WOLFI8003", "app-nuget-1-r0"),
        ["a byte of the app"] = new(image => image.Tar(image.PlaceOf("app"), Flip), "WOLFI8003", "app-1.2.3-r0"),
        ["a byte of glibc, and its record"] = new(image =>
        {
            int place = image.PlaceOf("glibc");
            image.Tar(place, Flip);
            image.Recorded(record => record["packages"]![place]!["datahash"] = Hash(image.Layers[place].Stored));
        }, "WOLFI8010", "glibc-1.0-r0", "its digest is not the datahash that the head names"),
        ["a layer on top"] = new(image => image.Layers.Add(Layer("etc/motd")), "WOLFI8002", "its last layer has no etc/wolfi-containers.json"),
        ["a layer in between"] = new(image => image.Layers.Insert(2, Layer("etc/motd")), "WOLFI8003", "where the record makes"),
        ["a layer at the bottom"] = new(image => image.Layers.Insert(0, Layer("etc/motd")), "WOLFI8003", "where the record makes"),
        ["a layer less"] = new(image => image.Layers.RemoveAt(image.PlaceOf("tzdata")), "WOLFI8003", "where the record makes"),
        ["two state layers"] = new(image => image.Layers.Add(image.Layers[^1]), "WOLFI8003", "where the record makes"),
        ["a state layer that is not last"] = new(image => Swap(image.Layers, image.Layers.Count - 2, image.Layers.Count - 1), "WOLFI8002", "its last layer has no"),
        ["two proof layers"] = new(image => image.Layers.Insert(image.ProofPlace, image.Layers[image.ProofPlace]), "WOLFI8003", "where the record makes"),
        ["two packages exchanged"] = new(image => Swap(image.Layers, 1, 2), "WOLFI8003", "layer 2 is"),
        ["two packages exchanged, with record and heads"] = new(image =>
        {
            int last = image.ProofPlace - 1;
            Swap(image.Layers, last - 1, last);
            image.Recorded(record => SwapNodes(record["packages"]!.AsArray(), last - 1, last));
            image.Heads(files => Renumber(files, last, last + 1));
        }, "WOLFI8003", "not in install order"),
        ["a package twice"] = new(image =>
        {
            (ApkPackage package, byte[] file) = Glibc();
            image.AddPackage(package, file, isAskedFor: false, image.ProofPlace);
        }, "WOLFI8003", "glibc is there twice"),
        ["a signed package that nothing needs"] = new(image => image.AddPackage(SmallWorld.Info("busybox"), [File("usr/bin/busybox")], isAskedFor: false, image.ProofPlace), "WOLFI8003", "nothing needs busybox"),
        ["the app's layers exchanged, with their record"] = new(image =>
        {
            Swap(image.Layers, image.ProofPlace + 1, image.ProofPlace + 2);
            image.Recorded(record => SwapNodes(record["app"]!.AsArray(), 0, 1));
        }, "WOLFI8003", "which no app has in that order"),
        ["a layer uncompressed"] = new(image => image.Layers[1] = new ForgedImage.Layer("application/vnd.oci.image.layer.v1.tar", image.Layers[1].Tar), "WOLFI8004", "1 of"),
        ["all packages compressed again"] = new(image =>
        {
            foreach (int place in Enumerable.Range(0, image.Layers.Count - 1).Where(place => place != image.ProofPlace))
            {
                image.Tar(place, tar => tar);
            }
        }, "WOLFI8004", "compressed bytes"),
        ["bytes behind the state layer's gzip member"] = new(image => image.Stored(image.Layers.Count - 1, bytes => [.. bytes, 0]), "WOLFI8001", "gzip member"),
        ["bytes behind the proof layer's gzip member"] = new(image => image.Stored(image.ProofPlace, bytes => [.. bytes, 1, 2, 3]), "WOLFI8001", "gzip member"),
        ["a second gzip member in the state layer"] = new(image => image.Stored(image.Layers.Count - 1, bytes => [.. bytes, .. Empty()]), "WOLFI8001", "gzip member"),
        ["a name in the state layer's gzip header"] = new(image => image.Stored(image.Layers.Count - 1, Named), "WOLFI8022", "state"),
        ["a name in the proof layer's gzip header"] = new(image => image.Stored(image.ProofPlace, Named), "WOLFI8022", "proof"),
        ["a time in the state layer's gzip header"] = new(image => image.Stored(image.Layers.Count - 1, bytes => [.. bytes[..4], 1, .. bytes[5..]]), "WOLFI8022", "state"),
        ["an extra field in the proof layer's gzip header"] = new(image => image.Stored(image.ProofPlace, bytes => [.. bytes[..3], 4, .. bytes[4..10], 2, 0, 1, 1, .. bytes[10..]]), "WOLFI8022", "proof"),
        ["bytes behind the state layer's tar"] = new(image => image.Tar(image.Layers.Count - 1, tar => [.. tar, .. new byte[10240]]), "WOLFI8020", "other bytes around the files"),
    };

    private static FinishedImage? _image;

    public static IEnumerable<object[]> Rows() => Tamperings.Keys.Select(name => new object[] { name });

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Is_refused(string name) => _image!.Refuses(Tamperings[name].Change, Tamperings[name].Code, Tamperings[name].Words);

    private static PackageContent File(string path) => PackageContent.File(path, 0b111_101_101, "x"u8.ToArray());

    private static byte[] Flip(byte[] tar)
    {
        // In a file's content, behind its header: the layer stays a sound tar.
        byte[] changed = [.. tar];
        changed[^(1024 + 512)] ^= 1;
        return changed;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static ForgedImage.Layer Layer(string path) => ForgedImage.Written(new(StringComparer.Ordinal)
    {
        ["etc"] = new LayerFile(LayerEntryKind.Directory, 0b111_101_101, []),
        [path] = LayerFile.Of("x"),
    });

    private static (ApkPackage Package, byte[] File) Glibc()
    {
        (PackageInfo info, PackageContent[] contents) = SmallWorld.Packages().Single(package => package.Info.Name == "glibc");
        using MemoryStream file = new();
        return (ApkPackageWriter.Write(info, contents, SmallWorld.RepositoryKey, file, CancellationToken.None), file.ToArray());
    }

    private static void Swap<T>(List<T> list, int a, int b) => (list[a], list[b]) = (list[b], list[a]);

    private static void SwapNodes(JsonArray array, int a, int b)
    {
        JsonNode first = array[a]!.DeepClone();
        array[a] = array[b]!.DeepClone();
        array[b] = first;
    }

    private static void Renumber(SortedDictionary<string, LayerFile> files, int a, int b)
    {
        foreach ((string path, LayerFile file) in files.ToArray())
        {
            foreach ((int from, int to) in new[] { (a, b), (b, a) })
            {
                if (path.Contains($"/{from:D3}-", StringComparison.Ordinal))
                {
                    files.Remove(path);
                    files[path.Replace($"/{from:D3}-", $"/{to:D3}-", StringComparison.Ordinal)] = file;
                }
            }
        }
    }

    private static byte[] Named(byte[] bytes) => [.. bytes[..3], 8, .. bytes[4..10], (byte)'x', 0, .. bytes[10..]];

    private static byte[] Empty()
    {
        using MemoryStream stored = new();
        using (System.IO.Compression.GZipStream gzip = new(stored, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write([0]);
        }

        return stored.ToArray();
    }
}
