using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Repositories;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>Case G120: several processes want the same package at the same time.</summary>
[TestClass]
public sealed class PackageCache_among_processes
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();
    private int _asked;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private string Cache => _folder.Combine("cache");

    private string ClaimFile => Path.Combine(Cache, "temporary", "claim-" + PackageCache.EntryName(_made.Record));

    [TestInitialize]
    public void PrepareCache() => new PackageCache(Cache).Prepare();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task What_another_process_is_fetching_is_awaited_and_not_fetched_again_G120()
    {
        using LockingProcess other = LockingProcess.Alone(ClaimFile);
        Task<VerifiedPackage> waiting = FetchAsync(TimeProvider.System);
        await Task.WhenAny(waiting, Task.Delay(200, Token));
        Assert.IsFalse(waiting.IsCompleted);
        Assert.AreEqual(0, _asked);

        string entry = new PackageCache(Cache).PathOf(_made.Record);
        CacheFolder.Prepare(Path.GetDirectoryName(entry)!);
        File.WriteAllBytes(entry, _made.Sound);
        other.Kill();

        Assert.AreEqual(entry, (await waiting).File.Path!);
        Assert.AreEqual(0, _asked);
    }

    [TestMethod]
    public async Task What_a_killed_process_was_fetching_is_fetched_by_the_next_G120()
    {
        using LockingProcess other = LockingProcess.Alone(ClaimFile);
        Task<VerifiedPackage> waiting = FetchAsync(TimeProvider.System);
        await Task.WhenAny(waiting, Task.Delay(200, Token));
        Assert.IsFalse(waiting.IsCompleted);

        other.Kill();

        Assert.IsTrue(File.Exists((await waiting).File.Path!));
        Assert.AreEqual(1, _asked);
        Assert.IsFalse(File.Exists(ClaimFile));
    }

    [TestMethod]
    public async Task A_process_that_makes_no_headway_is_not_awaited_for_ever_G120()
    {
        using LockingProcess other = LockingProcess.Alone(ClaimFile);

        VerifiedPackage package = await FetchAsync(new FakeTime { Step = TimeSpan.FromSeconds(30) });

        Assert.IsTrue(File.Exists(package.File.Path!));
        Assert.AreEqual(1, _asked);
    }

    // Each client has locks of its own, as another process has.
    [TestMethod]
    public async Task Many_at_once_download_once_G120()
    {
        VerifiedPackage[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => FetchAsync(TimeProvider.System), Token)));

        Assert.AreEqual(1, _asked);
        Assert.HasCount(1, all.DistinctBy(package => package.File.Path!).ToArray());
        Assert.HasCount(1, CacheContents.Read(Cache));
    }

    [TestMethod]
    public async Task A_failed_download_passes_the_turn_to_the_next_G120()
    {
        int asked = 0;
        using FakeServers servers = new(_ => FakeServers.Bytes(Interlocked.Increment(ref asked) == 1 ? null : _made.Package));

        Task<VerifiedPackage>[] all = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => FetchAsync(servers, TimeProvider.System), Token))];
        await Task.WhenAll(all).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.AreEqual(ApkFault.NotFound, all.Single(task => task.IsFaulted).Exception!.InnerExceptions.Cast<ApkException>().Single().Fault);
        Assert.AreEqual(2, asked);
    }

    [TestMethod]
    public async Task A_process_that_keeps_the_cache_to_itself_is_not_awaited_for_ever()
    {
        using LockingProcess other = LockingProcess.Alone(Path.Combine(Cache, "lock"));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => FetchAsync(new FakeTime { Step = TimeSpan.FromSeconds(10) }));

        Assert.AreEqual(ApkFault.CacheBusy, e.Fault);
        StringAssert.Contains(e.Message, Cache, StringComparison.Ordinal);
        other.Kill();
        await FetchAsync(TimeProvider.System);
    }

    private async Task<VerifiedPackage> FetchAsync(TimeProvider time)
    {
        using FakeServers servers = new(_ =>
        {
            Interlocked.Increment(ref _asked);
            return FakeServers.Bytes(_made.Package);
        });
        return await FetchAsync(servers, time);
    }

    private async Task<VerifiedPackage> FetchAsync(FakeServers servers, TimeProvider time)
    {
        using RepositoryClient client = new(servers, new PackageCache(Cache, limit: null, time));
        return await client.FetchPackageAsync(_made.Resolved(TestRepository.At("https://host.example/repo")), Token);
    }
}
