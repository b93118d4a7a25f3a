using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases B29 to B33: from the signed index to the package's last byte, each hop is checked, and so are the package's own signatures.</summary>
[TestClass]
public sealed class Packages_and_records
{
    private static readonly SigningKey SameName = SigningKey.Generate(SmallWorld.RepositoryKey.PublicKey.Name, 2048);

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["B29 another control member than the index names"] = Record(record => record with { Checksum = "Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }, "WOLFI2031", "the package's checksum is Q1", "the index names Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ["B29 an older, well signed package in the place of the newer"] = new(
            world =>
            {
                IndexRecord record = world.Records[^1];
                RawApk older = AttackedWorld.SoundHello();
                older.InfoText = older.InfoText.Replace("1.0-r0", "0.9-r0", StringComparison.Ordinal);
                byte[] file = older.Build();
                world.Serve(file, record with { Size = file.Length });
            },
            "WOLFI2031",
            "the index names Q1"),
        ["B30 a file with other content"] = Data([.. RawTar.Pax($"APK-TOOLS.checksum.SHA1={RawApk.Sha1("content")}"), .. RawTar.File("usr/hello", content: "CONTENT")]),
        ["B30 a file with other content and its checksum"] = Data(RawApk.FileWithHash("usr/hello", "CONTENT")),
        ["B30 sound data of another package"] = Data(RawApk.FileWithHash("usr/evil", "evil")),
        ["B30 a flipped last byte"] = new(world => File.WriteAllBytes(world.HelloFile, RawTar.Break(File.ReadAllBytes(world.HelloFile), (int)new FileInfo(world.HelloFile).Length - 1)), "WOLFI2021"),
        ["B31 a byte more than the index says"] = Record(record => record with { Size = record.Size - 1 }, "WOLFI2034", "bytes, but the index names"),
        ["B31 a byte less than the index says"] = Record(record => record with { Size = record.Size + 1 }, "WOLFI2034", "bytes, but the index names"),
        ["B31 nothing, as the index says"] = Record(record => record with { Size = 0 }, "WOLFI2034", "the index names 0"),
        ["B32 another name"] = Says("pkgname = hello", "pkgname = evil", "own name 'evil' differ from 'hello' in the index"),
        ["B32 another version"] = Says("pkgver = 1.0-r0", "pkgver = 0.9-r0", "own version '0.9-r0' differ from '1.0-r0'"),
        ["B32 the same version in other words"] = Says("pkgver = 1.0-r0", "pkgver = 01.0-r0", "own version '01.0-r0' differ from '1.0-r0'"),
        ["B32 another architecture"] = Says("arch = x86_64", "arch = aarch64", "own architecture 'aarch64' differ from 'x86_64'"),
        ["B32 a dependency that the index hides"] = Says("size = 7", "size = 7\ndepend = glibc", "own dependencies 'glibc' differ from ''"),
        ["B32 a conflict that the index hides"] = Says("size = 7", "size = 7\ndepend = !glibc", "own dependencies '!glibc' differ from ''"),
        ["B32 a provide that the index hides"] = Says("size = 7", "size = 7\nprovides = so:libc.so.6=99", "own provides 'so:libc.so.6=99' differ from ''"),
        ["B32 a dependency that the package does not have"] = Record(record => record with { Depends = [DependencyAtom.Parse("glibc")] }, "WOLFI2040", "own dependencies '' differ from 'glibc'"),
        ["B32 a provide that the package does not have"] = Record(record => record with { Provides = [Provide.Parse("so:libhello.so.1=1")] }, "WOLFI2040", "own provides '' differ from 'so:libhello.so.1=1'"),
        ["B33 a wrong signature"] = Signed(control => RawApk.SignatureEntry(SameName, control), "WOLFI2003", "the RSA256 signature of 'small.rsa.pub' does not verify"),
        ["B33 a signature of another control member"] = Signed(control => RawApk.SignatureEntry(SmallWorld.RepositoryKey, [.. control, 0]), "WOLFI2003", "does not verify"),
        ["B33 a wrong signature beside a right one"] = Signed(control => [.. RawApk.SignatureEntry(SmallWorld.RepositoryKey, control), .. RawApk.SignatureEntry(SameName, control, SignatureAlgorithm.Rsa512)], "WOLFI2003", "RSA512 signature"),
        ["B33 something else in the signature member"] = Signed(control => [.. RawApk.SignatureEntry(SmallWorld.RepositoryKey, control), .. RawTar.File(".PKGINFO")], "WOLFI2023", "'.PKGINFO' stands in the signature member"),
    };

    private static readonly Dictionary<string, (Func<byte[], byte[]>? Signature, string Code)> Unsigned = new()
    {
        ["B33 no signature"] = (null, "WOLFI2001"),
        ["B33 a stranger's signature"] = (control => RawApk.SignatureEntry(TestKeys.Team, control), "WOLFI2002"),
        ["B33 an unknown algorithm"] = (_ => RawTar.Entry(".SIGN.DSA.small.rsa.pub", '0', content: [1]), "WOLFI2002"),
        ["B33 a weak signature"] = (control => RawApk.SignatureEntry(SmallWorld.RepositoryKey, control, SignatureAlgorithm.Rsa), "WOLFI2004"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> UnsignedRows() => Unsigned.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Fail_the_build(string name)
    {
        using AttackedWorld world = new();
        Attack attack = Attacks[name];
        attack.Break(world);
        await world.Fails(attack.Code, ["hello-1.0-r0", .. attack.Words]);
    }

    [TestMethod]
    [DynamicData(nameof(UnsignedRows))]
    public async Task Without_a_strong_signature_of_their_own_are_vouched_for_by_the_index_with_a_warning_or_refused(string name)
    {
        using AttackedWorld world = new();
        RawApk apk = AttackedWorld.SoundHello();
        apk.SignatureTar = Unsigned[name].Signature;
        world.Serve(apk);
        world.Demand(repository => repository with { Signatures = PackageSignatures.Packages });
        await world.Fails(Unsigned[name].Code, AttackedWorld.Hello);

        world.Demand(repository => repository with { Signatures = PackageSignatures.Index });
        Assert.IsEmpty((await world.Publishes()).Warnings);

        world.Demand(repository => repository with { Signatures = PackageSignatures.Auto });
        Diagnostic warning = (await world.Publishes()).Warnings.Single();
        Assert.AreEqual("WOLFI2005", warning.Code);
        StringAssert.Contains(warning.Message, "(hello)", StringComparison.Ordinal);
        world.Verifies(1, Unsigned[name].Code);
    }

    [TestMethod]
    public async Task B29_B30_A_standing_image_stays_as_it_is()
    {
        using AttackedWorld world = new();
        await world.Publishes();
        Attacks["B30 sound data of another package"].Break(world);
        await world.FailsBesideAStandingImage("WOLFI2032", AttackedWorld.Hello);
    }

    private static Attack Record(Func<IndexRecord, IndexRecord> change, string code, params string[] words) =>
        new(world => world.Serve(AttackedWorld.SoundHello(), change), code, words);

    // What is in the place of the data when the package was signed with other data.
    private static Attack Data(byte[] entry) => new(
        world =>
        {
            RawApk apk = AttackedWorld.SoundHello();
            apk.ChangeData = _ => Samples.Gzip(RawApk.Tree(entry));
            world.Serve(apk);
        },
        "WOLFI2032",
        "the data's SHA-256 is",
        "but .PKGINFO names");

    private static Attack Says(string sound, string bad, string words) => new(
        world =>
        {
            RawApk apk = AttackedWorld.SoundHello();
            apk.InfoText = apk.InfoText.Replace(sound, bad, StringComparison.Ordinal);
            world.Serve(apk);
        },
        "WOLFI2040",
        words);

    private static Attack Signed(Func<byte[], byte[]> signature, string code, params string[] words) => new(
        world =>
        {
            RawApk apk = AttackedWorld.SoundHello();
            apk.SignatureTar = signature;
            world.Serve(apk);
        },
        code,
        words);
}
