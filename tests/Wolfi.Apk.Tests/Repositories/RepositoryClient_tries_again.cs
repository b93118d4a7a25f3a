using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using static Wolfi.Apk.Tests.Repositories.FakeServers;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>How long the client waits between tries (A17), and networks of other kinds (J148).</summary>
[TestClass]
public sealed class RepositoryClient_tries_again
{
    private static readonly HttpPolicy Patient = HttpPolicy.Default with { Headers = TimeSpan.FromDays(1), Stall = TimeSpan.FromDays(1), Total = TimeSpan.FromDays(1) };

    private readonly Pauses _pauses = new(longest: TimeSpan.FromHours(1));
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    // A17
    [TestMethod]
    public async Task Pauses_grow_and_end()
    {
        using FakeServers servers = new(_ => Status(HttpStatusCode.BadGateway));

        await FailsAsync(servers);

        CollectionAssert.AreEqual(new[] { 0.25, 1, 3 }, Seconds());
        Assert.HasCount(4, servers.Requests);
    }

    // A17
    [TestMethod]
    [DataRow("7", 7.0, true)]
    [DataRow("0", null, true)]
    [DataRow("30", 30.0, true)]
    [DataRow("31", null, false)]
    [DataRow("999999999999", 0.25, true, DisplayName = "No number of seconds: as if it were not there")]
    [DataRow("soon", 0.25, true)]
    [DataRow("-1", 0.25, true)]
    public async Task A_server_may_ask_for_a_pause_within_bounds(string retryAfter, double? pause, bool again)
    {
        int asked = 0;
        using FakeServers servers = new(_ => ++asked == 1 ? Busy(retryAfter) : Bytes(_made.Index));

        if (again)
        {
            await Client(servers).FetchIndexAsync(TestRepository.At("https://host.example/repo"), "x86_64", TestContext.CancellationToken);
            CollectionAssert.AreEqual(pause is { } one ? new[] { one } : [], Seconds());
        }
        else
        {
            await FailsAsync(servers);
            Assert.IsEmpty(_pauses.Taken);
        }
    }

    // A17
    [TestMethod]
    [DataRow(-3600, 0)]
    [DataRow(20, 20)]
    public async Task A_pause_may_be_a_date(int seconds, int atMost)
    {
        int asked = 0;
        using FakeServers servers = new(_ => ++asked == 1 ? Busy(DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture)) : Bytes(_made.Index));

        await Client(servers).FetchIndexAsync(TestRepository.At("https://host.example/repo"), "x86_64", TestContext.CancellationToken);

        Assert.IsInRange(0, atMost, _pauses.Taken.SingleOrDefault().TotalSeconds);
    }

    // A16
    [TestMethod]
    [Timeout(60_000)]
    public async Task Headers_without_end_are_refused()
    {
        await using LoopbackServer server = new(async (_, connection, token) =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), token);
            while (true)
            {
                await connection.WriteAsync("X-Header: x\r\n"u8.ToArray(), token);
            }
        });

        using RepositoryClient client = new(null, new PackageCache(Path.GetTempPath()), Patient, _pauses);
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchIndexAsync(TestRepository.At(server.Url), "x86_64", TestContext.CancellationToken));

        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
    }

    // J148
    [TestMethod]
    public async Task Servers_with_an_address_of_the_sixth_version_are_reached()
    {
        if (!Socket.OSSupportsIPv6)
        {
            Console.WriteLine("Not run: this machine has no IPv6.");
            return;
        }

        await using LoopbackServer server = new((path, connection, token) => LoopbackServer.WriteAsync(connection, _made.File_(path)!, token), address: IPAddress.IPv6Loopback);
        StringAssert.StartsWith(server.Url, "http://[::1]:");

        using RepositoryClient client = new(null, new PackageCache(Path.GetTempPath()));
        Assert.HasCount(1, (await client.FetchIndexAsync(TestRepository.At(server.Url), "x86_64", TestContext.CancellationToken)).Records);
    }

    private double[] Seconds() => [.. _pauses.Taken.Select(pause => pause.TotalSeconds)];

    private static HttpResponseMessage Busy(string retryAfter)
    {
        HttpResponseMessage response = Status(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    private RepositoryClient Client(HttpMessageHandler handler) => new(handler, new PackageCache(Path.GetTempPath()), Patient, _pauses);

    private async Task FailsAsync(HttpMessageHandler handler)
    {
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(
            () => Client(handler).FetchIndexAsync(TestRepository.At("https://host.example/repo"), "x86_64", TestContext.CancellationToken));
        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
    }
}
