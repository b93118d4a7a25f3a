using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Repositories;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>How large the cache may grow, and what goes then. Case G123: what is in use stays.</summary>
[TestClass]
public sealed class PackageCache_bound
{
    // The size of each test package is near to it; they differ by some bytes.
    private const int PackageSize = 1_000;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTime _time = new();

    public TestContext TestContext { get; set; } = null!;

    private string Cache => _folder.Combine("cache");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Is_kept_by_removing_what_was_used_longest_ago()
    {
        string[] files = [await AddAsync("a"), await AddAsync("b"), await AddAsync("c"), await AddAsync("d")];
        await AddAsync("a");

        await AddAsync("e", limit: Sizes(files));

        CollectionAssert.AreEqual(new[] { true, false, false, true }, files.Select(File.Exists).ToArray(), "'b' and 'c' are the oldest.");
    }

    [TestMethod]
    public async Task Below_it_nothing_goes()
    {
        string[] files = [await AddAsync("a"), await AddAsync("b"), await AddAsync("c", limit: 10 * PackageSize)];

        Assert.IsTrue(files.All(File.Exists));
    }

    // As the command line's verbs do, which know no project's settings.
    [TestMethod]
    public async Task Who_names_no_bound_keeps_the_last_one()
    {
        string[] files = [await AddAsync("a", limit: 2_500), await AddAsync("b"), await AddAsync("c"), await AddAsync("d")];

        Assert.IsFalse(File.Exists(files[0]));
        Assert.IsTrue(File.Exists(files[^1]));
        Assert.AreEqual(2_500, CacheTally.TryRead(Cache)!.Limit);
        new CacheMaintenance(Cache).Clear(TestContext.CancellationToken);
        Assert.AreEqual(2_500, new CacheMaintenance(Cache).Look(TestContext.CancellationToken).Limit);
    }

    [TestMethod]
    public async Task A_build_that_adds_nothing_removes_nothing()
    {
        string[] files = [await AddAsync("a"), await AddAsync("b")];

        await AddAsync("b", limit: 1);

        Assert.IsTrue(files.All(File.Exists));
    }

    [TestMethod]
    public async Task What_a_running_build_holds_stays_however_old_it_is_G123()
    {
        TestRepository made = new(content: "a");
        using RepositoryClient running = Client(limit: null);
        string held = (await running.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine("a"))), TestContext.CancellationToken)).File.Path!;
        File.SetLastWriteTimeUtc(held, DateTime.UnixEpoch);

        string other = await AddAsync("b", limit: 1);
        Assert.IsTrue(File.Exists(held));
        Assert.IsFalse(File.Exists(other), "Its build has ended.");

        running.Dispose();
        await AddAsync("c", limit: 1);
        Assert.IsFalse(File.Exists(held));
    }

    [TestMethod]
    public async Task What_another_process_holds_stays_until_that_ends_or_is_killed_G123()
    {
        string file = await AddAsync("a");
        string hold = Path.Combine(CacheHold.FolderIn(Cache), "99999-other");
        File.WriteAllText(hold, $"{Path.GetFileName(file)}\n");
        using LockingProcess other = LockingProcess.Shared(hold);

        await AddAsync("b", limit: 1);
        Assert.IsTrue(File.Exists(file));

        other.Kill();
        await AddAsync("c", limit: 1);
        Assert.IsFalse(File.Exists(file));
        Assert.IsEmpty(Directory.GetFiles(CacheHold.FolderIn(Cache)));
    }

    [TestMethod]
    public async Task What_was_derived_counts_and_goes_too()
    {
        DerivedKey key = DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key"));
        DerivedStore store = new(Cache, key);
        store.Write("kind", "00", new byte[10 * PackageSize]);
        string derived = CacheContents.Read(Cache).Single().Path;
        File.SetLastWriteTimeUtc(derived, DateTime.UnixEpoch);

        string file = await AddAsync("a", limit: 5 * PackageSize);

        Assert.IsFalse(File.Exists(derived));
        Assert.IsTrue(File.Exists(file));
    }

    [TestMethod]
    public async Task What_was_derived_and_is_used_stays_before_a_package_that_is_not()
    {
        string file = await AddAsync("a");
        DerivedStore store = new(Cache, DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key")));
        store.Write("kind", "00", [1]);
        string derived = CacheContents.Read(Cache).Single(entry => entry.Kind == CacheEntryKind.Derived).Path;
        File.SetLastWriteTimeUtc(derived, DateTime.UnixEpoch);
        Assert.IsNotNull(store.TryRead("kind", "00"));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        await AddAsync("b", limit: (2 * Sizes([file])) - 100);

        Assert.IsTrue(File.Exists(derived));
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    public async Task Only_the_caches_own_files_count_or_go()
    {
        await AddAsync("a");
        string[] others =
        [
            Path.Combine(Cache, "notes.txt"),
            Path.Combine(Cache, "packages", "aa", "notes.txt"),
            Path.Combine(Cache, "packages", "aa", $"bb{new string('0', 38)}-1.apk"),
            Path.Combine(Cache, "derived", "Kind", "00"),
            Path.Combine(Cache, "derived", "kind", "name.txt"),
        ];
        foreach (string path in others)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[10 * PackageSize]);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        }

        await AddAsync("b", limit: 1);

        Assert.IsEmpty(CacheContents.Read(Cache));
        Assert.IsTrue(others.All(File.Exists));
    }

    // Counting thousands of files would slow every build that adds one package.
    [TestMethod]
    public async Task The_count_of_the_last_build_serves_for_a_day()
    {
        string first = await AddAsync("a", limit: 5 * PackageSize);
        string unseen = Path.Combine(Cache, "packages", "00", $"{new string('0', 40)}-1.apk");
        Directory.CreateDirectory(Path.GetDirectoryName(unseen)!);
        File.WriteAllBytes(unseen, new byte[9 * PackageSize]);
        File.SetLastWriteTimeUtc(unseen, DateTime.UnixEpoch);

        await AddAsync("b", limit: 5 * PackageSize);
        Assert.IsTrue(File.Exists(unseen), "The cache was not counted.");

        _time.Now += TimeSpan.FromDays(2);
        await AddAsync("c", limit: 5 * PackageSize);
        Assert.IsFalse(File.Exists(unseen));
        Assert.IsTrue(File.Exists(first));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1 2\n")]
    [DataRow("-1 2 3\n")]
    [DataRow("1 99999999999999 3\n")]
    [DataRow("99999999999999999999 2 3\n")]
    public async Task A_damaged_count_is_made_anew(string text)
    {
        string file = await AddAsync("a");
        File.WriteAllText(Path.Combine(Cache, "size"), text);

        await AddAsync("b", limit: 1);

        Assert.IsFalse(File.Exists(file));
        Assert.AreEqual(0, CacheTally.TryRead(Cache)!.Bytes);
        Assert.AreEqual(1, CacheTally.TryRead(Cache)!.Limit);
    }

    private static long Sizes(IEnumerable<string> files) => files.Sum(file => new FileInfo(file).Length);

    private RepositoryClient Client(long? limit) => new(null, new PackageCache(Cache, limit, _time));

    /// <summary>One build that uses one package, a minute after the last.</summary>
    private async Task<string> AddAsync(string content, long? limit = null)
    {
        _time.Now += TimeSpan.FromMinutes(1);
        TestRepository made = new(content: content);
        using RepositoryClient client = Client(limit);
        string file = (await client.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine(content))), TestContext.CancellationToken)).File.Path!;
        File.SetLastWriteTimeUtc(file, _time.Now.UtcDateTime);
        return file;
    }
}
