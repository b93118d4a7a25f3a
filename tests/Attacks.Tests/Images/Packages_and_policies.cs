using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Case K160 and its kin: what is validly signed, and not what it should be; and who vouches for what.</summary>
[TestClass]
public sealed class Packages_and_policies
{
    [TestMethod]
    public async Task Are_those_of_the_lock_file_or_refused()
    {
        using FinishedImage old = await FinishedImage.Make();
        using FinishedImage newer = await FinishedImage.Make(prepare: world => world.MakeRepository(Newer()));
        old.Account(old.Layout, "--lock", old.World.LockFile).Expect(0);
        string error = old.Account(old.Layout, "--lock", newer.World.LockFile).Expect(1).Error;
        StringAssert.Contains(error, "WOLFI8060");
        StringAssert.Contains(error, "it locks glibc-2.0-r0");
        StringAssert.Contains(error, "where the image has glibc-1.0-r0");

        string edited = newer.World.Combine("edited.lock.json");
        File.WriteAllText(edited, File.ReadAllText(old.World.LockFile).Replace("x86_64", "aarch64", StringComparison.Ordinal));
        StringAssert.Contains(old.Account(old.Layout, "--lock", edited).Expect(1).Error, "it locks nothing for x86_64");
    }

    [TestMethod]
    public async Task Are_listed_and_the_newest_or_refused()
    {
        using FinishedImage image = await FinishedImage.Make();
        string own = Path.Combine(image.World.Repository, "x86_64", "APKINDEX.tar.gz");
        image.Account(image.Layout, "--index", own).Expect(0);

        string both = Index(image, [.. SmallWorld.Packages(), .. Newer().Where(package => package.Info.Name == "glibc")]);
        string error = image.Account(image.Layout, "--index", both).Expect(1).Error;
        StringAssert.Contains(error, "WOLFI8062");
        StringAssert.Contains(error, "The image has glibc-1.0-r0, built at an unknown time; the index has 2.0-r0");
        image.Account(image.Layout, "--index", both, "--allow-superseded").Expect(0);

        string without = Index(image, Newer());
        StringAssert.Contains(image.Account(image.Layout, "--index", without, "--allow-superseded").Expect(1).Error, "WOLFI8061");
        StringAssert.Contains(image.Account(image.Layout, "--index", Index(image, SmallWorld.Packages(), SigningKey.Generate("evil.rsa.pub", 2048))).Expect(1).Error, "evil.rsa.pub");
        StringAssert.Contains(image.Account(image.Layout, "--max-package-age", "30").Expect(1).Error, "WOLFI8063");
    }

    [TestMethod]
    public async Task In_FIPS_mode_are_signed_themselves_by_long_keys()
    {
        SigningKey key = SigningKey.Generate("small.rsa.pub", 3072);
        Keyring ring = Keyring.Create(key.PublicKey);
        using FinishedImage image = await FinishedImage.Make(
            request => request with { Fips = true, Repositories = [request.Repositories[0] with { IndexKeys = ring, PackageKeys = ring, Signatures = PackageSignatures.Packages }] },
            world => world.MakeRepository(SmallWorld.Packages(), key, key));
        StringAssert.Contains(image.Account(image.Layout, "--fips").Error, "WOLFI7201");
        File.WriteAllText(image.PackageKeyFile, key.PublicKey.Pem);
        image.Account(image.Layout, "--fips").Expect(0);
        StringAssert.Contains(image.Account(image.Layout, "--fips", "--minimum-signature", "RSA").Error, "WOLFI7200");

        // What an index alone vouches for passes elsewhere, and not here.
        using FinishedImage vouched = await FinishedImage.Make(
            request => request with { Repositories = [request.Repositories[0] with { IndexKeys = ring, Signatures = PackageSignatures.Index, PackageKeys = Keyring.Empty }] },
            world => world.MakeRepository(SmallWorld.Packages(), SigningKey.Generate("nobody.rsa.pub", 2048), key));
        File.WriteAllText(vouched.PackageKeyFile, key.PublicKey.Pem);
        string index = Path.Combine(vouched.World.Repository, "x86_64", "APKINDEX.tar.gz");
        vouched.Account(vouched.Layout, "--index", index).Expect(0);
        StringAssert.Contains(vouched.Account(vouched.Layout, "--index", index, "--fips").Expect(1).Error, "in FIPS mode no index vouches for it");
    }

    [TestMethod]
    public async Task Of_a_key_that_nobody_named_are_nobodys()
    {
        using FinishedImage image = await FinishedImage.Make();
        string error = image.Verify(image.Forge(_ => { })).Expect(0).Error;
        Assert.AreEqual("", error);
        File.WriteAllText(image.PackageKeyFile, SigningKey.Generate("small.rsa.pub", 2048).PublicKey.Pem);
        error = image.Verify(image.Forge(_ => { })).Expect(1).Error;
        StringAssert.Contains(error, "WOLFI8011");
        StringAssert.Contains(error, "WOLFI8013");
    }

    public static IEnumerable<object[]> RealPackages() =>
        SharedData.Path("data", "real-packages", "ruby3.2-base64-0.2.0-r2.apk") is { } file && File.Exists(file) ? [[file]] : [];

    [TestMethod]
    [DynamicData(nameof(RealPackages))]
    public async Task Of_Wolfi_are_attributed_to_Wolfis_own_key(string file)
    {
        using FinishedImage image = await FinishedImage.Make(
            request => request with
            {
                Packages = ["ruby3.2-base64"],
                Repositories =
                [
                    request.Repositories[0] with
                    {
                        PackageKeys = Keyring.Create(SmallWorld.RepositoryKey.PublicKey, BuiltInKeys.ReadWolfiKey()),
                        MinimumSignature = SignatureAlgorithm.Rsa,
                    },
                ],
            },
            world =>
            {
                (PackageInfo, PackageContent[])[] all = [.. SmallWorld.Packages(), (SmallWorld.Info("ruby-3.2"), [PackageContent.File("usr/bin/ruby", 0b111_101_101, "x"u8.ToArray())])];
                world.MakeRepository(all);
                Add(world, file);
            });
        string output = image.Verify(image.Forge(_ => { }), "--minimum-signature", "RSA").Expect(0).Output;
        string line = output.Split('\n').Single(line => line.Contains("ruby3.2-base64-0.2.0-r2", StringComparison.Ordinal));
        StringAssert.Contains(line, "distribution");
        StringAssert.Contains(line, BuiltInKeys.WolfiKeyName);
        StringAssert.Contains(line, "2024-07-19");
        StringAssert.Contains(image.Verify(image.Forge(_ => { })).Expect(1).Error, "is weaker than RSA256");
    }

    private static void Add(SmallWorld world, string file)
    {
        string folder = Path.Combine(world.Repository, "x86_64");
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        List<IndexRecord> records = [];
        foreach (string package in Directory.GetFiles(folder, "*.apk"))
        {
            using FileStream stream = File.OpenRead(package);
            records.Add(IndexRecords.FromPackage(ApkPackageReader.Read(stream, package, CancellationToken.None)));
        }

        File.WriteAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"), IndexWriter.Write(records, "small", SmallWorld.RepositoryKey));
    }

    private static string Index(FinishedImage image, IEnumerable<(PackageInfo Info, PackageContent[] Contents)> packages, SigningKey? key = null)
    {
        IEnumerable<IndexRecord> records = packages.Select(package =>
        {
            using MemoryStream file = new();
            return IndexRecords.FromPackage(ApkPackageWriter.Write(package.Info, package.Contents, SmallWorld.RepositoryKey, file, CancellationToken.None));
        });
        string path = image.World.Combine($"{Guid.NewGuid():N}.tar.gz");
        File.WriteAllBytes(path, IndexWriter.Write([.. records], "small", key ?? SmallWorld.RepositoryKey));
        return path;
    }

    private static IEnumerable<(PackageInfo Info, PackageContent[] Contents)> Newer() =>
        SmallWorld.Packages().Select(package => package.Info.Name == "glibc" ? (package.Info with { Version = PackageVersion.Parse("2.0-r0") }, package.Contents) : package);
}
