using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Layers;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I144 and K158: heads of other packages, versions and signers, missing, surplus and reordered.</summary>
[TestClass]
public sealed class Heads_of_a_finished_image
{
    private static readonly Dictionary<string, Tampering> Tamperings = new()
    {

        ["K158 two heads exchanged"] = new(image => image.Heads(files => Exchange(files, "002-", "003-")), "WOLFI8010", "its digest is not the datahash"),
        ["a missing head"] = new(image => image.Heads(files => files.Remove(Path(files, "glibc"))), "WOLFI8010", "the proof layer has no"),
        ["a surplus head"] = new(image => image.Heads(files => files[Folder + "099-extra-1-r0.head"] = files[Path(files, "glibc")]), "WOLFI8020", "nobody accounts for", "099-extra"),
        ["a head under another number"] = new(image => image.Heads(files => Move(files, Path(files, "glibc"), Folder + "090-glibc-1.0-r0.head")), "WOLFI8010", "the proof layer has no"),
        ["a head without its signature"] = new(image => Head(image, "glibc", package => [.. package.ControlBytes]), "WOLFI8011", "It carries no signature"),
        ["a head that another key of the same name signed"] = new(image => Head(image, "glibc", package => Signed(package, SigningKey.Generate("small.rsa.pub", 2048))), "WOLFI8011", "does not verify"),
        ["I144 a head that an unknown key signed"] = new(image => Head(image, "glibc", package => Signed(package, SigningKey.Generate("evil.rsa.pub", 2048))), "WOLFI8011", "'evil.rsa.pub' is not known"),
        ["a head of an older version"] = new(image => Head(image, "glibc", _ => Other(info => info with { Version = PackageVersion.Parse("0.9-r0") })), "WOLFI8010", "its digest is not the datahash"),
        ["a head of another version of the same bytes"] = new(image => Head(image, "glibc", package => Renamed(package, info => info with { Version = PackageVersion.Parse("0.9-r0") })), "WOLFI8010", "its head is that of glibc-0.9-r0"),
        ["a head of another package of the same bytes"] = new(image => Head(image, "glibc", package => Renamed(package, info => info with { Name = "musl" })), "WOLFI8010", "its head is that of musl-1.0-r0"),
        ["a head of another architecture"] = new(image => Head(image, "glibc", package => Renamed(package, info => info with { Architecture = "aarch64" })), "WOLFI8003", "not what the record asks for"),
        ["a head with bytes behind it"] = new(image => Head(image, "glibc", package => [.. package.SignatureBytes, .. package.ControlBytes, 0, 0, 0]), "WOLFI8001", "glibc"),
        ["a head with a byte changed"] = new(image => Head(image, "glibc", package => [.. package.SignatureBytes[..60], (byte)(package.SignatureBytes[60] ^ 4), .. package.SignatureBytes[61..], .. package.ControlBytes]), "WOLFI8001", "glibc"),
        ["a head cut off"] = new(image => Head(image, "glibc", package => [.. package.SignatureBytes]), "WOLFI8001", "glibc"),
        ["a head that others may not read"] = new(image => image.Heads(files => files[Path(files, "glibc")] = files[Path(files, "glibc")] with { Mode = 0b110_000_000 }), "WOLFI8020", "has the mode 0600"),
        ["a head of another time"] = new(image => image.Heads(files => files[Path(files, "glibc")] = files[Path(files, "glibc")] with { Time = 1 }), "WOLFI8020", "has another time"),
        ["a head of another owner"] = new(image => image.Heads(files => files[Path(files, "glibc")] = files[Path(files, "glibc")] with { Uid = 65532 }), "WOLFI8020", "has another owner"),
        ["a file beside the heads"] = new(image => image.Heads(files => files["usr/lib/libevil.so"] = LayerFile.Of("x")), "WOLFI8020", "nobody accounts for /usr/lib/libevil.so"),
        ["a whiteout in the proof layer"] = new(image => image.Tar(image.ProofPlace, tar => Renamed(tar, Folder + "001-", Folder + ".wh.")), "WOLFI8010", "the proof layer has no"),
        ["another key for packages, in the image and its record"] = new(image =>
        {
            SigningKey evil = SigningKey.Generate("evil.rsa.pub", 2048);
            Head(image, "glibc", package => Signed(package, evil));
            image.State(files => files["etc/apk/keys/evil.rsa.pub"] = LayerFile.Of(evil.PublicKey.Pem));
            image.Recorded(record => record["repositories"]![0]!["packageKeys"]!.AsArray().Add(new JsonObject { ["name"] = "evil.rsa.pub", ["sha256"] = evil.PublicKey.Fingerprint }));
        }, "WOLFI8013", "evil.rsa.pub"),
        ["a package that says it is vouched for by an index"] = new(image => image.Recorded(record => record["packages"]![1]!["class"] = "index-vouched"), "WOLFI8012", "no signed index"),
        ["a package that says it is from an untrusted repository"] = new(image => image.Recorded(record => record["packages"]![1]!["class"] = "untrusted"), "WOLFI8012", "declared untrusted"),
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

    private const string Folder = "usr/lib/wolfi-containers/heads/";

    private static string Path(SortedDictionary<string, LayerFile> files, string package) => files.Keys.Single(path => path.Contains($"-{package}-", StringComparison.Ordinal));

    private static void Exchange(SortedDictionary<string, LayerFile> files, string a, string b)
    {
        string first = files.Keys.Single(path => path.StartsWith(Folder + a, StringComparison.Ordinal));
        string second = files.Keys.Single(path => path.StartsWith(Folder + b, StringComparison.Ordinal));
        (files[first], files[second]) = (files[second], files[first]);
    }

    private static void Move(SortedDictionary<string, LayerFile> files, string from, string to)
    {
        files[to] = files[from];
        files.Remove(from);
    }

    private static void Head(ForgedImage image, string name, Func<ApkPackage, byte[]> make)
    {
        (ApkPackage package, _) = Package(name, info => info);
        image.Heads(files => files[Path(files, name)] = files[Path(files, name)] with { Content = make(package) });
    }

    private static (ApkPackage Package, byte[] File) Package(string name, Func<PackageInfo, PackageInfo> change, SigningKey? key = null, params PackageContent[] more)
    {
        (PackageInfo info, PackageContent[] contents) = SmallWorld.Packages().Single(package => package.Info.Name == name);
        using MemoryStream file = new();
        return (ApkPackageWriter.Write(change(info), [.. contents, .. more], key ?? SmallWorld.RepositoryKey, file, CancellationToken.None), file.ToArray());
    }

    private static byte[] Signed(ApkPackage package, SigningKey key)
    {
        ApkPackage signed = Package(package.Info.Name, info => info, key).Package;
        return [.. signed.SignatureBytes, .. signed.ControlBytes];
    }

    private static byte[] Renamed(ApkPackage package, Func<PackageInfo, PackageInfo> change)
    {
        ApkPackage renamed = Package(package.Info.Name, change).Package;
        return [.. renamed.SignatureBytes, .. renamed.ControlBytes];
    }

    private static byte[] Other(Func<PackageInfo, PackageInfo> change)
    {
        ApkPackage other = Package("glibc", change, null, PackageContent.File("usr/lib/libm.so.6", 0b111_101_101, "old"u8.ToArray())).Package;
        return [.. other.SignatureBytes, .. other.ControlBytes];
    }

    // The name in a tar header, whose checksum is made right again.
    private static byte[] Renamed(byte[] tar, string from, string to)
    {
        const int checksum = 148, length = 8, block = 512;
        byte[] changed = [.. tar];
        int header = changed.AsSpan().IndexOf(Encoding.ASCII.GetBytes(from));
        Encoding.ASCII.GetBytes(to).CopyTo(changed, header);
        changed.AsSpan(header + checksum, length).Fill((byte)' ');
        int sum = changed.AsSpan(header, block).ToArray().Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(changed, header + checksum);
        return changed;
    }
}
