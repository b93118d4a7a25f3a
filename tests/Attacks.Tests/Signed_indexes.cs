using System.IO.Compression;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Indexes;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases A1 to A10 and A20: who signed an index, and what else is in its file.</summary>
[TestClass]
public sealed class Signed_indexes
{
    private static readonly SigningKey Repository = SmallWorld.RepositoryKey;
    private static readonly SigningKey SameName = SigningKey.Generate(Repository.PublicKey.Name, 2048);

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["A1 no signature member"] = Signed(_ => null, "WOLFI2001", "the index is unsigned"),
        ["A2 a signature by an unknown key"] = Signed(index => RawApk.SignatureEntry(TestKeys.Team, index), "WOLFI2002", "'team.rsa.pub'", "known keys: 'small.rsa.pub'"),
        ["A2 an unknown algorithm under a known name"] = Signed(_ => RawTar.Entry(".SIGN.DSA.small.rsa.pub", '0', content: [1]), "WOLFI2002", "(DSA)"),
        ["A3 a wrong signature under a known name"] = Signed(index => RawApk.SignatureEntry(SameName, index), "WOLFI2003", "'small.rsa.pub' does not verify"),
        ["A3 a signature of other bytes"] = Signed(index => RawApk.SignatureEntry(Repository, [.. index, 0]), "WOLFI2003", "'small.rsa.pub' does not verify"),
        ["A3 an empty signature"] = Signed(_ => RawTar.Entry(".SIGN.RSA256.small.rsa.pub", '0'), "WOLFI2003", "does not verify"),
        ["A4 bad, then good"] = Signed(index => [.. Sha512(SameName, index), .. RawApk.SignatureEntry(Repository, index)], "WOLFI2003", "RSA512 signature of 'small.rsa.pub'"),
        ["A4 good, then bad"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. Sha512(SameName, index)], "WOLFI2003", "RSA512 signature of 'small.rsa.pub'"),
        ["A4 good, then bad and weak"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawApk.SignatureEntry(SameName, index, SignatureAlgorithm.Rsa)], "WOLFI2003", "RSA signature"),
        ["A4 one name twice"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawApk.SignatureEntry(SameName, index)], "WOLFI2023", "is there twice"),
        ["A5 SHA-1 alone"] = Signed(index => RawApk.SignatureEntry(Repository, index, SignatureAlgorithm.Rsa), "WOLFI2004", "only a signature of the algorithm RSA; at least RSA256"),
        ["A6 an APKINDEX in the signature member"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.File("APKINDEX", content: RawIndex.Block)], "WOLFI2023", "'APKINDEX' stands in the signature member"),
        ["A6 a folder of that name there"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.Directory("APKINDEX")], "WOLFI2023", "'APKINDEX' stands in the signature member"),
        ["A6 a link of a signature's name"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.Link(".SIGN.RSA256.x", "APKINDEX")], "WOLFI2023", "is no signature"),
        ["A7 an end of the archive in the signature member"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.Zeros(2)], "WOLFI2022", "ends the archive"),
        ["A7 entries behind that end"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.Zeros(2), .. RawTar.File("APKINDEX", content: RawIndex.Block)], "WOLFI2022", "goes on after its end-of-archive"),
        ["A7 one zero block"] = Signed(index => [.. RawApk.SignatureEntry(Repository, index), .. RawTar.Zeros(1), .. RawTar.File("APKINDEX", content: RawIndex.Block)], "WOLFI2022", "single zero block"),
        ["A8 bytes behind the signed index"] = Changed(index => [.. index, 0], "WOLFI2003", "does not verify"),
        ["A8 a third member behind the signed index"] = Changed(index => [.. index, .. Samples.Gzip(RawTar.File("APKINDEX"))], "WOLFI2003", "does not verify"),
        ["A8 signed bytes behind the index"] = Member(index => [.. index, 0], "WOLFI2021"),
        ["A8 a signed third member"] = Member(index => [.. index, .. index], "WOLFI2021", "other bytes follow"),
        ["A8 a signed empty third member"] = Member(index => [.. index, .. Samples.Gzip([])], "WOLFI2021"),
        ["J150 a signed million of empty members"] = Member(_ => [.. Enumerable.Repeat(Samples.Gzip([]), 1_000_000).SelectMany(member => member)], "WOLFI2021", "other bytes follow"),
        ["A9 two APKINDEX entries"] = Tar(text => [.. RawTar.File("APKINDEX", content: text), .. RawTar.File("APKINDEX", content: text)], "WOLFI2023", "'APKINDEX' of the index is there twice"),
        ["A9 an APKINDEX in a folder"] = Tar(text => [.. RawTar.File("APKINDEX", content: text), .. RawTar.File("./APKINDEX", content: text)], "WOLFI2023", "'./APKINDEX' of the index has no place"),
        ["A9 an APKINDEX that is a link"] = Tar(_ => RawTar.Link("APKINDEX", "/etc/passwd"), "WOLFI2023", "is a symbolic link"),
        ["A9 none"] = Tar(_ => RawTar.File("DESCRIPTION"), "WOLFI2030", "has no APKINDEX entry"),
        ["A10 a flipped first byte"] = Changed(index => RawTar.Break(index, 0), "WOLFI2003", "does not verify"),
        ["A10 a flipped byte in the middle"] = Changed(index => RawTar.Break(index, index.Length / 2), "WOLFI2003", "does not verify"),
        ["A10 a flipped last byte"] = Changed(index => RawTar.Break(index, index.Length - 1), "WOLFI2003", "does not verify"),
    };

    private static readonly Dictionary<string, Attack> LargeFiles = new()
    {
        ["A20 a line of 50 MB"] = Member(_ => Samples.Gzip(Index("T:" + new string('x', 50_000_000)), CompressionLevel.NoCompression), "WOLFI2013", "line 1 of the index has more than 1048576 bytes"),
        ["A20 a line of 50 MB in 50 kB"] = Tar(_ => RawTar.File("APKINDEX", content: "T:" + new string('x', 50_000_000)), "WOLFI2013", "has 50000002 bytes; at most"),
        ["A20 ten million records"] = Broken(world => Sparse(world.IndexFile, 10_000_000L * RawIndex.Block.Length), "WOLFI2013", "the index has more than 67108864 bytes"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> LargeFileRows() => LargeFiles.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Fail_the_build_and_no_other_repository_is_taken_instead(string name)
    {
        using AttackedWorld world = new();
        string second = world.CopyRepository("second");
        Attack attack = Attacks[name];
        attack.Break(world);
        Diagnostic failure = await world.Fails(attack.Code, [world.IndexFile, .. attack.Words]);
        world.Resolves(1, attack.Code);

        world.Request = world.Request with { Repositories = [.. world.Request.Repositories, world.Request.Repositories[0] with { Location = second }] };
        Assert.AreEqual(failure, await world.Fails(attack.Code));
        world.Request = world.Request with { Repositories = [.. world.Request.Repositories.Reverse()] };
        Assert.AreEqual(failure, await world.Fails(attack.Code));
    }

    [TestMethod]
    [DynamicData(nameof(LargeFileRows))]
    public async Task Fail_the_build_before_they_take_its_memory(string name)
    {
        using AttackedWorld world = new();
        LargeFiles[name].Break(world);
        await world.Fails(LargeFiles[name].Code, [world.IndexFile, .. LargeFiles[name].Words]);
        world.Resolves(1, LargeFiles[name].Code);
    }

    [TestMethod]
    public async Task A1_An_unsigned_index_is_used_only_when_that_is_asked_for_and_each_build_says_so()
    {
        using AttackedWorld world = new();
        RawIndex index = world.SoundIndex();
        index.SignatureTar = null;
        world.Serve(index);
        world.Demand(repository => repository with { AllowUntrustedIndexUnsafe = true });
        foreach (RecordingObserver build in new[] { await world.Publishes(), await world.Publishes() })
        {
            Assert.AreEqual("WOLFI2007", build.Warnings.Single().Code);
            StringAssert.Contains(build.Warnings.Single().Message, world.Folder, StringComparison.Ordinal);
        }

        StringAssert.Contains(world.Resolves(0, "", "--allow-untrusted").Error, "warning WOLFI2007: ", StringComparison.Ordinal);
        StringAssert.Contains(world.Resolves(0, "", "--allow-untrusted").Error, "warning WOLFI2007: ", StringComparison.Ordinal);

        // What the cache keeps of that reading excuses no other build.
        world.Demand(repository => repository with { AllowUntrustedIndexUnsafe = false });
        await world.FailsBesideAStandingImage("WOLFI2001", world.IndexFile);
        world.Resolves(1, "WOLFI2001");
    }

    [TestMethod]
    public async Task A2_A_cached_reading_of_an_index_counts_only_under_the_same_keys()
    {
        using AttackedWorld world = new();
        await world.Publishes();
        world.Resolves(0, "");
        world.Demand(repository => repository with { IndexKeys = TestKeys.TeamRing });
        await world.FailsBesideAStandingImage("WOLFI2002", world.IndexFile, "known keys: 'team.rsa.pub'");
        world.Demand(repository => repository with { IndexKeys = Keyring.Create(SameName.PublicKey) });
        await world.FailsBesideAStandingImage("WOLFI2003", world.IndexFile);
        string strange = world.Combine("strange", SameName.PublicKey.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(strange)!);
        File.WriteAllText(strange, SameName.PublicKey.Pem);
        world.Runs(1, "WOLFI2003", "resolve", "hello", "--repository", world.Folder, "--key", strange, "--arch", "x86_64");
    }

    [TestMethod]
    public async Task A3_A_wrong_signature_fails_where_unsigned_indexes_are_taken_too()
    {
        using AttackedWorld world = new();
        Attacks["A3 a wrong signature under a known name"].Break(world);
        world.Demand(repository => repository with { AllowUntrustedIndexUnsafe = true });
        await world.Fails("WOLFI2003", "does not verify");
        world.Resolves(1, "WOLFI2003", "--allow-untrusted");
    }

    [TestMethod]
    public async Task A5_SHA1_is_taken_only_when_that_is_asked_for_and_each_build_says_so()
    {
        using AttackedWorld world = new();
        Attacks["A5 SHA-1 alone"].Break(world);
        world.Demand(repository => repository with { MinimumSignature = SignatureAlgorithm.Rsa });
        foreach (RecordingObserver build in new[] { await world.Publishes(), await world.Publishes() })
        {
            Assert.AreEqual("WOLFI2006", build.Warnings.Single().Code);
        }

        world.Resolves(0, "", "--minimum-signature", "RSA");
        world.Resolves(1, "WOLFI2004");
        world.Demand(repository => repository with { MinimumSignature = SignatureAlgorithm.Rsa256 });
        await world.FailsBesideAStandingImage("WOLFI2004", world.IndexFile);
    }

    [TestMethod]
    public async Task A10_A_standing_image_stays_as_it_is()
    {
        using AttackedWorld world = new();
        await world.Publishes();
        Attacks["A10 a flipped byte in the middle"].Break(world);
        await world.FailsBesideAStandingImage("WOLFI2003", world.IndexFile);
    }

    private static byte[] Sha512(SigningKey key, byte[] index) => RawApk.SignatureEntry(key, index, SignatureAlgorithm.Rsa512);

    private static byte[] Index(string text) => [.. RawTar.File("APKINDEX", content: text), .. RawTar.Zeros(2)];

    private static Attack Broken(Action<AttackedWorld> change, string code, params string[] words) => new(change, code, words);

    private static Attack Served(Action<RawIndex> change, string code, string[] words) => new(
        world =>
        {
            RawIndex index = world.SoundIndex();
            change(index);
            world.Serve(index);
        },
        code,
        words);

    private static Attack Signed(Func<byte[], byte[]?> signature, string code, params string[] words) =>
        Served(index => index.SignatureTar = signature([]) is null ? null : signed => signature(signed)!, code, words);

    private static Attack Changed(Func<byte[], byte[]> change, string code, params string[] words) => Served(index => index.ChangeIndex = change, code, words);

    private static Attack Tar(Func<string, byte[]> tar, string code, params string[] words) =>
        Served(index => index.Tar = [.. tar(index.Text), .. RawTar.Zeros(2)], code, words);

    // The index member as the repository's owner signed it.
    private static Attack Member(Func<byte[], byte[]> change, string code, params string[] words) => new(
        world =>
        {
            byte[] member = change(Samples.Gzip(Index(world.SoundIndex().Text)));
            File.WriteAllBytes(world.IndexFile, [.. Samples.Gzip(RawApk.SignatureEntry(Repository, member)), .. member]);
        },
        code,
        words);

    private static void Sparse(string path, long length)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write);
        file.Write([0x1f, 0x8b]);
        file.SetLength(length);
    }
}
