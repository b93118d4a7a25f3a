using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Indexes;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Tests.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Caching;

[TestClass]
public sealed class IndexStore_indexes : IDisposable
{
    private const string World = "p7 so:lib9.so.1 p3>1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static IEnumerable<object[]> Shared()
    {
        if (SharedData.Path("data", "wolfi-index", "x86_64", "APKINDEX.tar.gz") is string path)
        {
            yield return [path];
        }
        else
        {
            Console.WriteLine("Not run: ../shared/data is absent.");
        }
    }

    [TestMethod]
    public void Are_the_same_kept_and_read_anew()
    {
        Prop.ForAll(Gen.Choose(0, 400).ArrayOf(300).ToArbitrary(), lengths =>
        {
            byte[] bytes = Signed(lengths);
            PackageIndex fresh = RawIndex.Read(bytes);
            AreSame(fresh, Read(bytes), World);
            AreSame(fresh, Read(bytes), World);
            Assert.HasCount(2, Entries().Where(entry => Path.GetFileName(entry) == fresh.Sha256));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));
    }

    [TestMethod]
    [DynamicData(nameof(Shared))]
    public void Of_Wolfis_size_are_the_same_kept_and_read_anew(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        PackageIndex fresh = RawIndex.Read(bytes, allowUnsigned: true);
        _ = Read(bytes, allowUnsigned: true);
        AreSame(fresh, Read(bytes, allowUnsigned: true), "aspnet-10-runtime ca-certificates-bundle tzdata wolfi-baselayout");
    }

    [TestMethod]
    public void Whose_kept_text_was_changed_are_read_anew_K163()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        _ = Read(bytes);
        string text = Entries().Single(file => file.Contains("index-text", StringComparison.Ordinal));
        byte[] kept = File.ReadAllBytes(text);
        for (int i = kept.Length / 2; i < kept.Length; i++)
        {
            kept[i] = (byte)'x';
        }

        File.WriteAllBytes(text, kept);
        AreSame(RawIndex.Read(bytes), Read(bytes), World);
        Assert.IsFalse(File.Exists(text), "What is not what it was is removed.");
        AreSame(RawIndex.Read(bytes), Read(bytes), World);
        Assert.HasCount(2, Entries());
    }

    [TestMethod]
    public void Whose_kept_text_is_gone_or_cut_are_read_anew_K163()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        foreach (Action<string> damage in (Action<string>[])[File.Delete, file => File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1])])
        {
            _ = Read(bytes);
            damage(Entries().Single(file => file.Contains("index-text", StringComparison.Ordinal)));
            AreSame(RawIndex.Read(bytes), Read(bytes), World);
        }
    }

    [TestMethod]
    public void Whose_text_goes_while_they_are_used_are_inflated_again()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        _ = Read(bytes);
        PackageIndex kept = Read(bytes);
        _ = kept.Records[0].Name;
        Directory.Delete(_folder.Combine("cache"), recursive: true);
        AreSame(RawIndex.Read(bytes), kept, World);
    }

    [TestMethod]
    public void Whose_kept_table_was_changed_are_read_anew_K163()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        _ = Read(bytes);
        string table = Entries().Single(file => file.Contains("index-table", StringComparison.Ordinal));
        byte[] kept = File.ReadAllBytes(table);
        kept[^1] ^= 1;
        File.WriteAllBytes(table, kept);
        AreSame(RawIndex.Read(bytes), Read(bytes), World);
    }

    [TestMethod]
    public void Are_verified_at_every_use()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        _ = Read(bytes);
        RawIndex.Fails(ApkFault.UnknownKey, "no known key", () => Read(bytes, Keyring.Empty));
        RawIndex.Fails(ApkFault.BadSignature, "does not verify", () => Read(bytes, Keyring.Create(TestKeys.Impostor.PublicKey)));
        RawIndex.Fails(ApkFault.WeakSignature, "at least RSA512", () => Read(bytes, minimum: SignatureAlgorithm.Rsa512));
    }

    [TestMethod]
    public void That_are_small_are_not_kept()
    {
        _ = Read(new RawIndex().Build());
        Assert.IsEmpty(Entries());
    }

    [TestMethod]
    public void Are_not_kept_under_a_key_that_is_not()
    {
        byte[] bytes = Signed(Enumerable.Repeat(300, 300));
        using IndexStore store = new(new DerivedStore(_folder.Combine("cache"), DerivedKey.MakeForThisProcess()));
        AreSame(RawIndex.Read(bytes), store.Read(Open(bytes), CancellationToken.None), World);
        store.Dispose();
        Assert.IsEmpty(Entries());
    }

    private static byte[] Signed(IEnumerable<int> lengths) => IndexWriter.Write(lengths.Select(Record), "a test", TestKeys.Team);

    private static IndexRecord Record(int length, int number) => new()
    {
        Name = $"p{number}",
        Version = PackageVersion.Parse($"{number}.{length}-r0"),
        Architecture = number % 3 == 0 ? "noarch" : "x86_64",
        Checksum = RawIndex.Checksum,
        Size = length,
        Description = new string('d', 200 + length),
        Depends = number > 0 ? [DependencyAtom.Parse($"p{number / 2}")] : [],
        Provides = [Provide.Parse($"so:lib{number}.so.1=1")],
        InstallIf = number % 50 == 1 ? [DependencyAtom.Parse("p1"), DependencyAtom.Parse("p3")] : [],
    };

    private static void AreSame(PackageIndex expected, PackageIndex actual, string world)
    {
        Assert.AreEqual(expected.Records.Max(record => record.BuildTime), expected.NewestBuildTime);
        Assert.AreEqual(expected.NewestBuildTime, actual.NewestBuildTime);
        CollectionAssert.AreEqual(expected.Records.ToArray(), actual.Records.ToArray());
        Assert.AreEqual(expected.Description, actual.Description);
        Assert.AreEqual(expected.Sha256, actual.Sha256);
        CollectionAssert.AreEqual(expected.VerifiedBy, actual.VerifiedBy);
        string[] answers = [.. new[] { expected, actual }.Select(index => Worlds.Answer(world, new RepositoryIndex(new() { Location = "/repository" }, index)))];
        Assert.AreNotEqual("error", answers[0]);
        Assert.AreEqual(answers[0], answers[1]);
        foreach (string architecture in (string[])["x86_64", "aarch64"])
        {
            Assert.AreEqual(Fault(expected, architecture), Fault(actual, architecture));
        }
    }

    private static string? Fault(PackageIndex index, string architecture)
    {
        try
        {
            index.CheckArchitecture(architecture, "index");
            return null;
        }
        catch (ApkException e)
        {
            return e.Message;
        }
    }

    private PackageIndex Read(byte[] bytes, Keyring? keys = null, SignatureAlgorithm minimum = SignatureAlgorithm.Rsa256, bool allowUnsigned = false)
    {
        DerivedKey key = DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key"));
        using IndexStore store = new(new DerivedStore(_folder.Combine("cache"), key));
        return store.Read(Open(bytes, keys, minimum, allowUnsigned), CancellationToken.None);
    }

    private static IndexFile Open(byte[] bytes, Keyring? keys = null, SignatureAlgorithm minimum = SignatureAlgorithm.Rsa256, bool allowUnsigned = false) =>
        IndexReader.Open(new MemoryStream(bytes), "https://example.org/x86_64/APKINDEX.tar.gz", keys ?? TestKeys.TeamRing, minimum, allowUnsigned, default);

    private string[] Entries()
    {
        string folder = _folder.Combine("cache", "derived");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}
