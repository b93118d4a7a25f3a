using System.Runtime.Versioning;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Repositories;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>Looking at a cache, emptying and checking it, beside builds that use it.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class CacheMaintenance_answers
{
    private readonly TemporaryFolder _folder = new();
    private DerivedKey _key = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private string Cache => _folder.Combine("cache");

    private CacheMaintenance Maintenance => new(Cache);

    [TestInitialize]
    public void MakeKey() => _key = DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key"));

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task It_tells_what_there_is()
    {
        string a = await AddAsync("a");
        string b = await AddAsync("b");
        Store.Write("kind", "00", [1, 2, 3]);
        DateTime oldest = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(b, oldest);
        File.WriteAllBytes(Path.Combine(Cache, "temporary", "rest"), new byte[7]);

        CacheStatus status = Maintenance.Look(Token);

        Assert.AreEqual(new CacheShare(2, new FileInfo(a).Length + new FileInfo(b).Length), status.Packages);
        Assert.AreEqual(new CacheShare(1, 32 + 3), status.Derived);
        Assert.AreEqual(new CacheShare(1, 7), status.Temporary);
        Assert.AreEqual(0, status.Held);
        Assert.AreEqual(12_345_678, status.Limit);
        Assert.AreEqual(new DateTimeOffset(oldest), status.OldestUse);
        Assert.IsGreaterThan(status.OldestUse!.Value, status.NewestUse!.Value);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_folder_that_is_no_cache_holds_nothing_and_stays_as_it_was(bool exists)
    {
        if (exists)
        {
            Directory.CreateDirectory(Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllText(Path.Combine(Cache, "mine"), "");
        }

        Assert.AreEqual(default, Maintenance.Look(Token).Packages);
        Assert.AreEqual(default, Maintenance.Clear(Token).Removed);
        Assert.IsEmpty(Maintenance.Verify(_key, Token).Damaged);
        CollectionAssert.AreEqual(exists ? new[] { "mine" } : [], exists ? Directory.GetFileSystemEntries(Cache).Select(Path.GetFileName).ToArray() : []);
        Assert.AreEqual(exists, Directory.Exists(Cache));
    }

    [TestMethod]
    public async Task Clearing_keeps_what_a_running_build_uses_G123()
    {
        TestRepository made = new(content: "held");
        using RepositoryClient running = new(null, new PackageCache(Cache));
        string held = (await running.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine("held"))), Token)).File.Path!;
        await AddAsync("free");
        Store.Write("kind", "00", [1]);
        string writing = Path.Combine(Cache, "temporary", "writing");
        File.WriteAllBytes(Path.Combine(Cache, "temporary", "left"), [1]);
        using LockingProcess other = LockingProcess.Alone(writing);
        Assert.AreEqual(1, Maintenance.Look(Token).Held);

        ClearedCache cleared = Maintenance.Clear(Token);

        CollectionAssert.AreEqual(new[] { Path.GetRelativePath(Cache, held), "temporary/writing" }, cleared.Kept.ToArray());
        Assert.AreEqual(3, cleared.Removed.Entries);
        CollectionAssert.AreEquivalent(new[] { held, writing }, CacheContents.Read(Cache).Select(entry => entry.Path).ToArray());
    }

    [TestMethod]
    public async Task A_sound_cache_verifies()
    {
        await AddAsync("a");
        await AddAsync("b");
        Store.Write("kind", "00", [1]);

        VerifiedCache verified = Maintenance.Verify(_key, Token);

        Assert.AreEqual(2, verified.Packages.Entries);
        Assert.AreEqual(1, verified.Derived.Entries);
        Assert.IsEmpty(verified.Damaged);
    }

    [TestMethod]
    [DataRow("flipped", "is damaged (", DisplayName = "A bit flipped G118")]
    [DataRow("truncated", "bytes in place of", DisplayName = "Cut short G118")]
    [DataRow("empty", "has 0 bytes in place of", DisplayName = "Empty G118")]
    [DataRow("longer", "bytes in place of", DisplayName = "Longer G118")]
    [DataRow("other", "is another package (its checksum is Q1", DisplayName = "Another package of the same size G118")]
    [DataRow("link", "is a link", DisplayName = "A link G118")]
    [DataRow("dangling", "is a link", DisplayName = "A link to nowhere G118")]
    public async Task A_damaged_package_is_named_and_removed(string how, string reason)
    {
        string sound = await AddAsync("a");
        string file = await AddAsync("b");
        byte[] bytes = File.ReadAllBytes(file);
        switch (how)
        {
            case "link" or "dangling":
                string elsewhere = _folder.Combine("elsewhere");
                File.Move(file, elsewhere);
                File.CreateSymbolicLink(file, how == "link" ? elsewhere : elsewhere + "-nowhere");
                break;
            case "other":
                byte[] other = new TestRepository(content: "c").Sound;
                File.Delete(file);
                file = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileName(file)[..40]}-{other.Length}.apk");
                File.WriteAllBytes(file, other);
                break;
            default:
                File.WriteAllBytes(file, how switch { "flipped" => RepositoryClient_folders.ChangeData(bytes), "truncated" => bytes[..20], "empty" => [], _ => [.. bytes, 0] });
                break;
        }

        DamagedEntry damaged = Maintenance.Verify(_key, Token).Damaged.Single();

        Assert.AreEqual(Path.GetRelativePath(Cache, file), damaged.Name);
        StringAssert.Contains(damaged.Reason, reason, StringComparison.Ordinal);
        Assert.IsTrue(damaged.Removed);
        CollectionAssert.AreEqual(new[] { sound }, CacheContents.Read(Cache).Select(entry => entry.Path).ToArray());
        Assert.IsEmpty(Maintenance.Verify(_key, Token).Damaged);
    }

    [TestMethod]
    public void A_forged_derived_entry_is_named_and_removed_K163()
    {
        Store.Write("kind", "00", [1, 2, 3]);
        new DerivedStore(Cache, DerivedKey.ReadOrMake(_folder.Combine("other", "derived.key"))).Write("kind", "0f", [1, 2, 3]);

        DamagedEntry damaged = Maintenance.Verify(_key, Token).Damaged.Single();

        Assert.AreEqual(new DamagedEntry("derived/kind/0f", "does not carry this user's mark", Removed: true), damaged);
        Assert.IsNotNull(Store.TryRead("kind", "00"));
    }

    [TestMethod]
    public void Under_a_key_that_is_not_kept_derived_entries_are_left_alone()
    {
        Store.Write("kind", "00", [1, 2, 3]);

        VerifiedCache verified = Maintenance.Verify(DerivedKey.MakeForThisProcess(), Token);

        Assert.AreEqual(default, verified.Derived);
        Assert.IsEmpty(verified.Damaged);
        Assert.IsNotNull(Store.TryRead("kind", "00"));
    }

    [TestMethod]
    public async Task A_damaged_package_that_a_running_build_uses_is_named_and_stays_G123()
    {
        TestRepository made = new(content: "held");
        using RepositoryClient running = new(null, new PackageCache(Cache));
        string held = (await running.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine("held"))), Token)).File.Path!;
        File.WriteAllBytes(held, RepositoryClient_folders.ChangeData(File.ReadAllBytes(held)));

        Assert.IsFalse(Maintenance.Verify(_key, Token).Damaged.Single().Removed);
        Assert.IsTrue(File.Exists(held));
    }

    [TestMethod]
    public async Task A_folder_that_others_can_write_to_is_refused_G119()
    {
        await AddAsync("a");
        File.SetUnixFileMode(Cache, (UnixFileMode)0b111_111_111);

        foreach (Action ask in (Action[])[() => Maintenance.Look(Token), () => Maintenance.Clear(Token), () => Maintenance.Verify(_key, Token)])
        {
            Assert.AreEqual(ApkFault.CacheRefused, Assert.ThrowsExactly<ApkException>(ask).Fault);
        }

        Assert.HasCount(1, CacheContents.Read(Cache));
    }

    private DerivedStore Store => new(Cache, _key);

    private async Task<string> AddAsync(string content)
    {
        TestRepository made = new(content: content);
        using RepositoryClient client = new(null, new PackageCache(Cache, 12_345_678));
        return (await client.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine(content))), Token)).File.Path!;
    }
}
