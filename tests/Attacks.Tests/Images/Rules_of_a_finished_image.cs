using System.Text.Json.Nodes;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases K157 and E67: the rules of a second repository travel in the image, and are held against it again.</summary>
[TestClass]
public sealed class Rules_of_a_finished_image
{
    private static readonly SigningKey AcmeKey = SigningKey.Generate("acme.rsa.pub", 2048);

    private static FinishedImage? _image;

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make(
        request => request with
        {
            Packages = ["tzdata", "acme-tool"],
            Repositories =
            [
                request.Repositories[0],
                new PackageRepository
                {
                    Location = Path.Combine(Path.GetDirectoryName(request.Repositories[0].Location)!, "acme"),
                    PackagePatterns = ["acme-*", "acme-*", "abc"],
                    IndexKeys = Keyring.Create(AcmeKey.PublicKey),
                    PackageKeys = Keyring.Create(AcmeKey.PublicKey),
                },
            ],
        },
        world =>
        {
            string folder = Directory.CreateDirectory(world.Combine("acme", "x86_64")).FullName;
            ApkPackage package = Write(SmallWorld.Info("acme-tool"), out byte[] file, PackageContent.File("usr/share/acme/tool", 0b110_100_100, "x"u8.ToArray()));
            File.WriteAllBytes(Path.Combine(folder, "acme-tool-1.0-r0.apk"), file);
            File.WriteAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"), IndexWriter.Write([IndexRecords.FromPackage(package)], "acme", AcmeKey));
            File.WriteAllText(world.Combine("acme.rsa.pub"), AcmeKey.PublicKey.Pem);
        });

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    public void Are_recorded_and_hold()
    {
        string copy = _image!.Forge(image => CollectionAssert.AreEqual(
            new[] { "abc", "acme-*" }, image.Record["repositories"]![1]!["packages"]!.AsArray().Select(pattern => pattern!.GetValue<string>()).ToArray()));
        Verify(copy).Expect(0);
    }

    [TestMethod]
    public void Are_absent_in_older_images_which_verify_as_they_did() =>
        Verify(_image!.Forge(image => image.Recorded(record => record["repositories"]![1]!.AsObject().Remove("packages")))).Expect(0);

    [TestMethod]
    public void Let_no_package_in_that_they_do_not_name() => Refuses(
        image => Add(image, SmallWorld.Info("curl"), 1, AcmeKey, PackageContent.File("usr/share/curl", 0b110_100_100, "x"u8.ToArray())), "WOLFI8003", "may only provide abc, acme-*");

    [TestMethod]
    public void Let_none_take_over_a_file_of_another_repository() => Refuses(
        image => Add(image, SmallWorld.Info("acme-evil") with { Replaces = [Atom("tzdata")] }, 1, AcmeKey, PackageContent.File("usr/share/zoneinfo/UTC", 0b110_100_100, "x"u8.ToArray())),
        "WOLFI5001",
        "/usr/share/zoneinfo/UTC");

    [TestMethod]
    public void Are_not_escaped_by_the_name_of_another_repository() => Refuses(
        image => Add(image, SmallWorld.Info("curl"), 0, AcmeKey, PackageContent.File("usr/share/curl", 0b110_100_100, "x"u8.ToArray())), "WOLFI8011", "curl-1.0-r0", "'acme.rsa.pub' is not known");

    [TestMethod]
    public void Are_words_of_the_grammar() =>
        Refuses(image => image.Recorded(record => record["repositories"]![1]!["packages"] = new JsonArray("x y")), "WOLFI8002", "a rule");

    private static DependencyAtom Atom(string text) => DependencyAtom.TryParse(text, out DependencyAtom? atom) ? atom : throw new AssertFailedException(text);

    private static ApkPackage Write(PackageInfo info, out byte[] file, params PackageContent[] contents)
    {
        using MemoryStream stream = new();
        ApkPackage package = ApkPackageWriter.Write(info, contents, AcmeKey, stream, CancellationToken.None);
        file = stream.ToArray();
        return package;
    }

    private static void Add(ForgedImage image, PackageInfo info, int repository, SigningKey key, params PackageContent[] contents)
    {
        using MemoryStream file = new();
        ApkPackage package = ApkPackageWriter.Write(info, contents, key, file, CancellationToken.None);
        int place = image.ProofPlace;
        image.AddPackage(package, file.ToArray(), isAskedFor: true, place);
        image.Recorded(record => record["packages"]![place]!["repository"] = repository);
    }

    private static ToolRun Verify(string copy) => _image!.Verify(copy, "--package-key", _image.World.Combine("acme.rsa.pub"));

    private static void Refuses(Action<ForgedImage> change, string code, params string[] words) =>
        _image!.Refuses(change, ["--package-key", _image.World.Combine("acme.rsa.pub")], code, words);
}
