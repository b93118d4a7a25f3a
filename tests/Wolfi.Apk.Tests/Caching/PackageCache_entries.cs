using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Tests.Repositories;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>What lies in the cache is believed only after it was read again.</summary>
[TestClass]
public sealed class PackageCache_entries
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private string Cache => _folder.Combine("cache");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Package_is_used_without_its_repository_and_named_by_content()
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        VerifiedPackage first = await FetchAsync(repository);
        Directory.Delete(_folder.Combine("repo"), recursive: true);

        VerifiedPackage second = await FetchAsync(repository);

        string hex = Convert.ToHexStringLower(Convert.FromBase64String(_made.Record.Checksum[2..]));
        Assert.AreEqual(Path.Combine(Cache, "packages", hex[..2], $"{hex}-{_made.Record.Size}.apk"), first.File.Path!);
        Assert.AreEqual(first.File.Path, second.File.Path);
        Assert.AreEqual(PackageTrust.PackageSigned, second.Trust);
    }

    [TestMethod]
    [DataRow("truncated")]
    [DataRow("empty")]
    [DataRow("flipped")]
    [DataRow("other package")]
    [DataRow("longer")]
    public async Task Damaged_entry_is_fetched_again_G118(string how)
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        string file = (await FetchAsync(repository)).File.Path!;
        byte[] sound = File.ReadAllBytes(file);
        File.WriteAllBytes(file, how switch
        {
            "truncated" => sound[..(sound.Length / 2)],
            "empty" => [],
            "flipped" => RepositoryClient_folders.ChangeData(sound),
            "longer" => [.. sound, 0],
            _ => new TestRepository(content: "other").Sound,
        });

        VerifiedPackage again = await FetchAsync(repository);

        CollectionAssert.AreEqual(sound, File.ReadAllBytes(again.File.Path!));
    }

    // Offline: a damaged entry is never used in want of a better one.
    [TestMethod]
    public async Task Damaged_entry_without_its_repository_fails_and_goes_G118()
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        string file = (await FetchAsync(repository)).File.Path!;
        File.WriteAllBytes(file, RepositoryClient_folders.ChangeData(_made.Sound));
        Directory.Delete(_folder.Combine("repo"), recursive: true);

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => FetchAsync(repository));

        Assert.AreEqual(ApkFault.NotFound, e.Fault);
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    public async Task Link_in_an_entrys_place_is_not_followed_G118()
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        string file = (await FetchAsync(repository)).File.Path!;
        string elsewhere = _folder.Combine("elsewhere");
        File.Move(file, elsewhere);
        File.CreateSymbolicLink(file, elsewhere);
        File.SetLastWriteTimeUtc(elsewhere, DateTime.UnixEpoch);

        VerifiedPackage again = await FetchAsync(repository);

        Assert.IsNull(new FileInfo(again.File.Path!).LinkTarget);
        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(again.File.Path!));
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(elsewhere), "What the link pointed to must stay as it was.");
    }

    [TestMethod]
    [DataRow("packages")]
    [DataRow("temporary")]
    [DataRow("packages/XX")]
    public async Task Link_in_a_folders_place_is_refused_G118(string below)
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        string file = (await FetchAsync(repository)).File.Path!;
        string folder = Path.Combine(Cache, below.Replace("XX", Path.GetFileName(Path.GetDirectoryName(file)), StringComparison.Ordinal));
        Directory.Move(folder, _folder.Combine("moved"));
        Directory.CreateSymbolicLink(folder, _folder.Combine("moved"));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => FetchAsync(repository));

        Assert.AreEqual(ApkFault.CacheRefused, e.Fault);
        StringAssert.Contains(e.Message, "is a link", StringComparison.Ordinal);
    }

    // One name and version, two contents.
    [TestMethod]
    public async Task Packages_of_one_name_and_version_from_two_repositories_do_not_mix_G121()
    {
        TestRepository other = new(content: "other");
        PackageRepository first = _made.WriteTo(_folder.Combine("first"));
        PackageRepository second = other.WriteTo(_folder.Combine("second"));
        using RepositoryClient client = Client();

        VerifiedPackage a = await client.FetchPackageAsync(_made.Resolved(first), Token);
        VerifiedPackage b = await client.FetchPackageAsync(other.Resolved(second), Token);

        Assert.AreEqual(_made.Record.FileName, other.Record.FileName);
        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(a.File.Path!));
        CollectionAssert.AreEqual(other.Sound, File.ReadAllBytes(b.File.Path!));
    }

    // A cache that another build filled is checked like a download, signatures too.
    [TestMethod]
    public async Task Entry_that_its_repository_would_not_accept_is_no_answer_G124()
    {
        TestRepository foreign = new(packageKey: TestKeys.Other);
        PackageRepository lax = foreign.WriteTo(_folder.Combine("repo"));
        await FetchFrom(foreign, lax);

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => FetchFrom(foreign, lax with { Signatures = PackageSignatures.Packages }));

        Assert.AreEqual(ApkFault.UnknownKey, e.Fault);
        Assert.HasCount(1, CacheContents.Read(Cache), "Those whose rules it meets still have it.");
    }

    [TestMethod]
    public async Task Many_at_once_download_once_per_process_and_all_get_it_G120()
    {
        int asked = 0;
        using FakeServers servers = new(request =>
        {
            Interlocked.Increment(ref asked);
            Thread.Sleep(50);
            return FakeServers.Bytes(_made.Package);
        });
        PackageRepository repository = TestRepository.At("https://host.example/repo");
        using RepositoryClient client = new(servers, new PackageCache(Cache));

        VerifiedPackage[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.FetchPackageAsync(_made.Resolved(repository), Token)));

        Assert.AreEqual(1, asked);
        Assert.HasCount(1, all.DistinctBy(package => package.File.Path!).ToArray());
    }

    // As several processes do, each with a client of its own.
    [TestMethod]
    public async Task Several_clients_fill_one_cache_G120()
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));

        VerifiedPackage[] all = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await Task.Yield();
            using RepositoryClient client = Client();
            return await client.FetchPackageAsync(_made.Resolved(repository), Token);
        }));

        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(all[0].File.Path!));
        CollectionAssert.AreEqual(new[] { all[0].File.Path }, CacheContents.Read(Cache).Select(entry => entry.Path).ToArray());
    }

    [TestMethod]
    public async Task One_who_gives_up_does_not_take_the_others_along()
    {
        using ManualResetEventSlim hold = new();
        using FakeServers servers = new(request =>
        {
            hold.Wait(Token);
            return FakeServers.Bytes(_made.Package);
        });
        PackageRepository repository = TestRepository.At("https://host.example/repo");
        using RepositoryClient client = new(servers, new PackageCache(Cache));
        using CancellationTokenSource cancel = new();

        Task<VerifiedPackage> impatient = client.FetchPackageAsync(_made.Resolved(repository), cancel.Token);
        Task<VerifiedPackage> patient = client.FetchPackageAsync(_made.Resolved(repository), Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => impatient);
        hold.Set();

        Assert.IsTrue(File.Exists((await patient).File.Path!));
    }

    // What a killed build left is removed when it is old enough to be nobody's.
    [TestMethod]
    public async Task Abandoned_downloads_go_after_an_hour_G120()
    {
        PackageRepository repository = _made.WriteTo(_folder.Combine("repo"));
        await FetchAsync(repository);
        string old = Path.Combine(Cache, "temporary", "1-old");
        string fresh = Path.Combine(Cache, "temporary", "2-fresh");
        File.WriteAllText(old, "");
        File.WriteAllText(fresh, "");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(fresh).AddHours(-2));

        await FetchAsync(repository);

        Assert.IsFalse(File.Exists(old));
        Assert.IsTrue(File.Exists(fresh));
    }

    private RepositoryClient Client() => new(null, new PackageCache(Cache));

    private Task<VerifiedPackage> FetchAsync(PackageRepository repository) => FetchFrom(_made, repository);

    private async Task<VerifiedPackage> FetchFrom(TestRepository made, PackageRepository repository)
    {
        using RepositoryClient client = Client();
        return await client.FetchPackageAsync(made.Resolved(repository), Token);
    }
}
