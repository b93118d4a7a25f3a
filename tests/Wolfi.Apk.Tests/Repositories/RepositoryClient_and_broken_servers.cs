using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Caching;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Bodies that are cut off, endless or slow, over a real connection.</summary>
[TestClass]
public sealed class RepositoryClient_and_broken_servers
{
    private static readonly HttpPolicy Quick = new() { Pauses = [TimeSpan.Zero, TimeSpan.Zero] };

    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Sound_server_serves()
    {
        await using LoopbackServer server = new((path, connection, token) => LoopbackServer.WriteAsync(connection, _made.File_(path)!, token));
        PackageRepository repository = TestRepository.At(server.Url);
        using RepositoryClient client = new(null, new PackageCache(_folder.Combine("cache")));

        await client.FetchIndexAsync(repository, "x86_64", Token);
        VerifiedPackage package = await client.FetchPackageAsync(_made.Resolved(repository), Token);

        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(package.File.Path!));
    }

    // A15
    [TestMethod]
    [DataRow(true, ApkFault.RepositoryUnreachable, DisplayName = "Length told")]
    [DataRow(false, ApkFault.MalformedGzip, DisplayName = "Length not told")]
    public async Task Cut_off_index_is_tried_again_within_bounds(bool told, ApkFault fault)
    {
        await using LoopbackServer server = new((path, connection, token) => WriteCutAsync(connection, _made.Index, told, token));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => Client().FetchIndexAsync(TestRepository.At(server.Url), "x86_64", Token));

        Assert.AreEqual(fault, e.Fault, e.Message);
        Assert.HasCount(3, server.Paths);
    }

    // A15
    [TestMethod]
    [DataRow(true, ApkFault.RepositoryUnreachable, DisplayName = "Length told")]
    [DataRow(false, ApkFault.SizeMismatch, DisplayName = "Length not told")]
    public async Task Cut_off_package_is_tried_again_within_bounds(bool told, ApkFault fault)
    {
        await using LoopbackServer server = new((path, connection, token) => WriteCutAsync(connection, _made.Package, told, token));

        ApkException e = await PackageFails(server);

        Assert.AreEqual(fault, e.Fault, e.Message);
        Assert.HasCount(3, server.Paths);
    }

    [TestMethod]
    public async Task Package_that_comes_whole_at_the_second_try_is_taken()
    {
        int asked = 0;
        await using LoopbackServer server = new((path, connection, token) =>
            ++asked == 1 ? WriteCutAsync(connection, _made.Package, told: true, token) : LoopbackServer.WriteAsync(connection, _made.Package, token));

        VerifiedPackage package = await Client().FetchPackageAsync(_made.Resolved(TestRepository.At(server.Url)), Token);

        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(package.File.Path!));
    }

    // A16
    [TestMethod]
    [Timeout(60_000)]
    public async Task Endless_package_ends_at_the_size_that_the_index_names()
    {
        await using LoopbackServer server = new(async (path, connection, token) =>
        {
            await connection.WriteAsync(LoopbackServer.Head(""), token);
            await connection.WriteAsync(_made.Package, token);
            while (true)
            {
                await connection.WriteAsync(new byte[65536], token);
            }
        });

        ApkException e = await PackageFails(server);

        Assert.AreEqual(ApkFault.LimitExceeded, e.Fault);
        Assert.HasCount(1, server.Paths);
    }

    // A16
    [TestMethod]
    public async Task Package_that_is_announced_too_long_is_not_read()
    {
        await using LoopbackServer server = new(async (path, connection, token) =>
            await connection.WriteAsync(LoopbackServer.Head($"Content-Length: {long.MaxValue}\r\n"), token));

        Assert.AreEqual(ApkFault.LimitExceeded, (await PackageFails(server)).Fault);
    }

    // A16
    [TestMethod]
    [Timeout(60_000)]
    [DataRow(false, DisplayName = "Slow drip")]
    [DataRow(true, DisplayName = "Standstill")]
    public async Task Slow_server_is_given_up(bool stands)
    {
        await using LoopbackServer server = new(async (path, connection, token) =>
        {
            await connection.WriteAsync(LoopbackServer.Head($"Content-Length: {_made.Package.Length}\r\n"), token);
            foreach (byte one in _made.Package)
            {
                await connection.WriteAsync(new[] { one }, token);
                await Task.Delay(stands ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(100), token);
            }
        });
        HttpPolicy policy = Quick with { Total = TimeSpan.FromSeconds(stands ? 30 : 1), Stall = TimeSpan.FromSeconds(stands ? 0.3 : 30) };

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(
            () => Client(policy).FetchPackageAsync(_made.Resolved(TestRepository.At(server.Url)), Token));

        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
        StringAssert.Contains(e.Message, stands ? "does not go on" : "took too long", StringComparison.Ordinal);
        AssertNothingStays();
    }

    [TestMethod]
    public async Task Server_that_is_not_there_is_unreachable()
    {
        string url;
        await using (LoopbackServer gone = new((_, _, _) => Task.CompletedTask))
        {
            url = gone.Url;
        }

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => Client().FetchIndexAsync(TestRepository.At(url), "x86_64", Token));

        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
        StringAssert.Contains(e.Message, "can't be reached (tried 3 times)", StringComparison.Ordinal);
    }

    // E100 of the client's part: a cancelled download leaves nothing.
    [TestMethod]
    [Timeout(60_000)]
    public async Task Cancelled_download_leaves_nothing_behind()
    {
        using CancellationTokenSource cancel = new();
        await using LoopbackServer server = new(async (path, connection, token) =>
        {
            await connection.WriteAsync(LoopbackServer.Head($"Content-Length: {_made.Package.Length}\r\n"), token);
            await connection.WriteAsync(_made.Package.AsMemory(0, 100), token);
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        });

        Exception e = await Assert.ThrowsAsync<OperationCanceledException>(() => Client().FetchPackageAsync(_made.Resolved(TestRepository.At(server.Url)), cancel.Token));

        Assert.IsNotNull(e);
        AssertNothingStays();
    }

    private static async Task WriteCutAsync(Stream connection, byte[] body, bool told, CancellationToken token)
    {
        await connection.WriteAsync(LoopbackServer.Head(told ? $"Content-Length: {body.Length}\r\n" : ""), token);
        await connection.WriteAsync(body.AsMemory(0, body.Length / 2), token);
    }

    private RepositoryClient Client(HttpPolicy? policy = null) => new(null, new PackageCache(_folder.Combine("cache")), policy ?? Quick, TimeProvider.System);

    private async Task<ApkException> PackageFails(LoopbackServer server)
    {
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => Client().FetchPackageAsync(_made.Resolved(TestRepository.At(server.Url)), Token));
        AssertNothingStays();
        return e;
    }

    private void AssertNothingStays() => Assert.IsEmpty(CacheFiles.Below(_folder.FullPath));
}
