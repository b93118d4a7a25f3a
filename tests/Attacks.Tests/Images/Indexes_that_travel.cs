using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.SupplyChain;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Packages without a signature of their own are proved by the signed index that is attached to the image, and by no other.</summary>
[TestClass]
public sealed class Indexes_that_travel
{
    private static readonly SigningKey Nobody = SigningKey.Generate("nobody.rsa.pub", 2048);

    [TestMethod]
    public async Task Prove_packages_from_the_image_and_its_attachments_alone()
    {
        using FinishedImage image = await Make();
        File.Delete(IndexOf(image));
        string output = image.Account(image.Layout).Expect(0).Output;
        StringAssert.Contains(output, "index by small.rsa.pub");
        StringAssert.Contains(output, "index-vouched");
        Assert.DoesNotContain("distribution ", output);
    }

    [TestMethod]
    public async Task Are_missed_where_they_were_left_out_or_lost()
    {
        using FinishedImage image = await Make(request => request with { Evidence = request.Evidence with { SignedIndexes = false } });
        string error = image.Account(image.Layout).Expect(1).Error;
        StringAssert.Contains(error, "WOLFI8012");
        StringAssert.Contains(error, "no signed index that names it is attached or was given");
        image.Account(image.Layout, "--index", IndexOf(image)).Expect(0);
    }

    [TestMethod]
    public async Task Count_only_under_a_named_key()
    {
        using FinishedImage image = await Make();
        string copy = With(image, Index(SmallWorld.Packages(), image, SigningKey.Generate("evil.rsa.pub", 2048)));
        string error = image.Account(copy).Expect(1).Error;
        StringAssert.Contains(error, "WOLFI8012");
        StringAssert.Contains(error, "note: not counted: The attached index sha256:");
        StringAssert.Contains(error, "is signed by 'evil.rsa.pub'");

        // A key of the same name is another key.
        StringAssert.Contains(image.Account(With(image, Index(SmallWorld.Packages(), image, SigningKey.Generate("small.rsa.pub", 2048)))).Expect(1).Error, "WOLFI8012");
        StringAssert.Contains(image.Account(With(image, [.. File.ReadAllBytes(IndexOf(image)), 0])).Expect(1).Error, "WOLFI8012");
        StringAssert.Contains(image.Account(With(image, "no index"u8.ToArray())).Expect(1).Error, "note: not counted");
    }

    [TestMethod]
    public async Task Vouch_for_what_they_list_to_the_byte()
    {
        using FinishedImage image = await Make();
        byte[] without = Index(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"), image, SmallWorld.RepositoryKey);
        string error = image.Account(With(image, without)).Expect(1).Error;
        StringAssert.Contains(error, "glibc-1.0-r0");
        Assert.HasCount(1, error.Split('\n').Where(line => line.Contains("WOLFI8012", StringComparison.Ordinal)).ToArray());

        // The same name and version, and another content.
        byte[] other = Index(
            SmallWorld.Packages().Select(package => package.Info.Name == "glibc" ? (package.Info, [PackageContent.File("usr/lib/libc.so.6", 0x1ED, "another"u8.ToArray())]) : package),
            image,
            SmallWorld.RepositoryKey);
        StringAssert.Contains(image.Account(With(image, other)).Expect(1).Error, "WOLFI8012");
    }

    [TestMethod]
    public async Task May_be_several_of_which_one_suffices()
    {
        using FinishedImage image = await Make();
        byte[] sound = File.ReadAllBytes(IndexOf(image));
        byte[] without = Index(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"), image, SmallWorld.RepositoryKey);
        byte[] evil = Index(SmallWorld.Packages(), image, SigningKey.Generate("evil.rsa.pub", 2048));
        StringAssert.Contains(image.Account(With(image, evil, without, sound)).Expect(0).Error, "note: not counted");

        // Two that list a part each are as good as one.
        byte[] rest = Index(SmallWorld.Packages().Where(package => package.Info.Name == "glibc"), image, SmallWorld.RepositoryKey);
        image.Account(With(image, without, rest)).Expect(0);
    }

    [TestMethod]
    public async Task Say_nothing_of_what_is_newest()
    {
        using FinishedImage image = await Make();
        StringAssert.Contains(image.Account(image.Layout, "--max-package-age", "30").Expect(1).Error, "WOLFI8063");

        // Packages are held to an index that the verifier gives, whatever is attached.
        string given = image.World.Combine("given.tar.gz");
        File.WriteAllBytes(given, Index(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"), image, SmallWorld.RepositoryKey));
        StringAssert.Contains(image.Account(image.Layout, "--index", given).Expect(1).Error, "WOLFI8061");
    }

    [TestMethod]
    public async Task Are_read_by_the_build_that_verifies_its_own_image()
    {
        using FinishedImage image = await Make(request => request with { Verify = true });
        image.Account(image.Layout).Expect(0);
    }

    private static Task<FinishedImage> Make(Func<PublishRequest, PublishRequest>? change = null) => FinishedImage.Make(
        request => (change ?? (same => same))(request with { Repositories = [request.Repositories[0] with { Signatures = PackageSignatures.Index, PackageKeys = Keyring.Empty }] }),
        world => world.MakeRepository(SmallWorld.Packages(), packageKey: Nobody));

    private static string IndexOf(FinishedImage image) => Path.Combine(image.World.Repository, "x86_64", "APKINDEX.tar.gz");

    /// <summary>The image with these indexes attached, and nothing else.</summary>
    private static string With(FinishedImage image, params byte[][] indexes)
    {
        string copy = image.Forge(forged => forged.Signer = null);
        using OciLayoutEditor editor = new(copy);
        foreach (byte[] index in indexes)
        {
            editor.Attach(index, EvidenceTypes.SignedIndex);
        }

        return copy;
    }

    // The packages are written once more, as the index names them by their bytes; those of the image stay as they are.
    private static byte[] Index(IEnumerable<(PackageInfo Info, PackageContent[] Contents)> packages, FinishedImage image, SigningKey key)
    {
        List<IndexRecord> records = [];
        foreach ((PackageInfo info, PackageContent[] contents) in packages)
        {
            using FileStream file = new(image.World.Combine("listed.apk"), FileMode.Create, FileAccess.ReadWrite);
            records.Add(IndexRecords.FromPackage(ApkPackageWriter.Write(info, contents, Nobody, file, CancellationToken.None)));
        }

        return IndexWriter.Write(records, "small", key);
    }
}
