using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Layers;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases K156 to K159: packages that their keys signed, and that the build would refuse; recorded and proved as any other.</summary>
[TestClass]
public sealed class Packages_of_a_finished_image
{
    private static readonly PublicKey s_otherKey = OtherKey();

    private static readonly Dictionary<string, Tampering> Tamperings = new()
    {

        ["K157 a package that hides another's file"] = new(image => image.AddPackage(SmallWorld.Info("evil"), File("usr/lib/libc.so.6")), "WOLFI5001", "/usr/lib/libc.so.6", "neither replaces the other"),
        ["a package through a merged link"] = new(image => image.AddPackage(SmallWorld.Info("evil"), File("lib/libevil.so")), "WOLFI5002", "/lib"),
        ["a package with another mode of a shared folder"] = new(image => image.AddPackage(SmallWorld.Info("evil"), PackageContent.Directory("usr/lib", 0b111_000_000), File("usr/lib/x")), "WOLFI5003", "/usr/lib"),
        ["a package with accounts"] = new(image => image.AddPackage(SmallWorld.Info("evil", provides: ["x"]), File("etc/gshadow")), "WOLFI5010", "/etc/gshadow"),
        ["a package that preloads"] = new(image => image.AddPackage(SmallWorld.Info("evil"), File("etc/ld.so.preload")), "WOLFI5010", "/etc/ld.so.preload"),
        ["a package with a key"] = new(image => image.AddPackage(SmallWorld.Info("evil"), File("etc/apk/keys/evil.rsa.pub")), "WOLFI5010", "/etc/apk/keys/evil.rsa.pub"),
        ["a package of the app's name"] = new(image => image.AddPackage(SmallWorld.Info("app"), File("usr/share/x")), "WOLFI5011", "app"),
        ["a package that provides the app's name"] = new(image => image.AddPackage(SmallWorld.Info("evil", provides: ["app"]), File("usr/share/x")), "WOLFI5011", "app"),
        ["a package that owns the working directory"] = new(image => image.AddPackage(SmallWorld.Info("evil"), PackageContent.Directory("app", 0b111_101_101)), "WOLFI5012", "/app"),
        ["K159 a library of another's name in another folder"] = new(image => image.AddPackage(SmallWorld.Info("evil"), File("usr/local/lib/libc.so.6")), "WOLFI3003", "libc.so.6"),
        ["a package of another architecture"] = new(image => image.AddPackage(SmallWorld.Info("evil") with { Architecture = "aarch64" }, File("usr/share/x")), "WOLFI8003", "not what the record asks for"),
        ["a package in conflict with another"] = new(image => image.AddPackage(SmallWorld.Info("evil", depends: ["!glibc"]), File("usr/share/x")), "WOLFI8003", "not what the record asks for"),
        ["a package whose needs are not met"] = new(image => image.AddPackage(SmallWorld.Info("evil", depends: ["so:libmissing.so.1"]), File("usr/share/x")), "WOLFI8003", "libmissing.so.1"),
        ["K156 an app's package with a library"] = new(image => image.ReplaceApp(info => info, File("usr/lib/libssl.so.3")), "WOLFI4034", "owns a directory outside the app's folder: /usr"),
        ["an app's package with accounts"] = new(image => image.ReplaceApp(info => info, File("etc/passwd")), "WOLFI5010", "app-1.2.3-r0 owns /etc/passwd"),
        ["an app's package with a link"] = new(image => image.ReplaceApp(info => info, PackageContent.SymbolicLink("app/x", "/etc")), "WOLFI4034", "has a link"),
        ["an app's package with a file of another user"] = new(image => image.ReplaceApp(info => info, File("app/x") with { Uid = 65532 }), "WOLFI4034", "does not belong to root"),
        ["an app's package with a file of an odd mode"] = new(image => image.ReplaceApp(info => info, PackageContent.File("app/x", 0b110_000_000, "x"u8.ToArray())), "WOLFI4034", "neither 0644 nor 0755"),
        ["K156 an app's package that replaces glibc"] = new(image => image.StateHead(image.ReplaceApp(info => info with { Replaces = [DependencyAtom.Parse("glibc")] })), "WOLFI4034", "replaces files"),
        ["K156 an app's package that provides a library"] = new(image => image.StateHead(image.ReplaceApp(info => info with { Provides = [Provide.Parse("so:libssl.so.3=3")] })), "WOLFI4034", "provides names"),
        ["K156 an app's package that provides a command"] = new(image => image.StateHead(image.ReplaceApp(info => info with { Provides = [Provide.Parse("cmd:sh")] })), "WOLFI4034", "provides names"),
        ["K156 an app's package that installs itself"] = new(image => image.StateHead(image.ReplaceApp(info => info with { InstallIf = [DependencyAtom.Parse("glibc")] })), "WOLFI4034", "install_if"),
        ["an app's package that the database does not describe"] = new(image => image.ReplaceApp(info => info, File("app/other.dll")), "WOLFI8020", "/usr/lib/apk/db/installed has other content"),
        ["a stated head that the stated key did not sign"] = new(
            image => image.StateHead(image.ReplaceApp(info => info), new StatedPackageKey(s_otherKey.Name, s_otherKey.Pem)), "WOLFI8014", "none of the keys that are stated with its head signed it"),
        ["a stated head of another version"] = new(image => image.StateHead(image.ReplaceApp(info => info with { Version = PackageVersion.Parse("9-r0") })), "WOLFI8014", "the attested head is that of app-9-r0"),
        ["a stated head that names other data"] = new(image =>
        {
            ForgedImage.Layer layer = image.Layers[^2];
            JsonNode hash = image.Record["app"]!.AsArray()[^1]!["datahash"]!.DeepClone();
            ApkPackage other = image.ReplaceApp(info => info);
            image.Layers[^2] = layer;
            image.Recorded(record => record["app"]!.AsArray()[^1]!["datahash"] = hash);
            image.StateHead(other);
        }, "WOLFI8014", "its digest is not the datahash"),
        ["stated heads that are none"] = new(image => image.Attached.Add(("https://wolfi-containers.github.io/attestations/package-heads/v1", "{}"u8.ToArray())), "WOLFI8051", "statement of package heads"),
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

    private static PublicKey OtherKey()
    {
        using SigningKey key = SigningKey.Generate("other.rsa.pub", 2048);
        return key.PublicKey;
    }
}
