using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using static Wolfi.Apk.Tests.Repositories.FakeServers;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Who is told what: credentials belong to one scheme, host and port.</summary>
[TestClass]
public sealed class RepositoryClient_credentials
{
    private const string Secret = "s3cr3t";
    private static readonly HttpPolicy Quick = new() { Pauses = [TimeSpan.Zero] };
    private static readonly string Header = "Basic " + Convert.ToBase64String("user:s3cr3t"u8);

    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Index_and_packages_are_asked_for_with_them()
    {
        using FakeServers servers = new(request => Bytes(_made.File_(request.RequestUri!.AbsolutePath)));
        Known known = new("host.example:8443");
        PackageRepository repository = TestRepository.At("https://host.example:8443/repo");
        using RepositoryClient client = Client(servers, known);

        PackageIndex index = await client.FetchIndexAsync(repository, "x86_64", Token);
        await client.FetchPackageAsync(new ResolvedPackage(index.Records.Single(), repository), Token);

        CollectionAssert.AreEqual(new[] { Header, Header }, servers.Requests.Select(request => request.Authorization).ToArray());
        CollectionAssert.AreEqual(new[] { "https host.example:8443", "https host.example:8443" }, known.Asked.ToArray());
    }

    [TestMethod]
    [DataRow("https://host.example/repo", true)]
    [DataRow("https://HOST.example/repo", true)]
    [DataRow("https://host.example:443/repo", true)]
    [DataRow("https://host.example:8443/repo", false, DisplayName = "Another port")]
    [DataRow("https://sub.host.example/repo", false, DisplayName = "A host below it")]
    [DataRow("https://host.example.evil.example/repo", false, DisplayName = "A host that begins like it")]
    [DataRow("http://host.example/repo", false, DisplayName = "Plain http")]
    public async Task Only_their_own_server_gets_them(string location, bool sent)
    {
        using FakeServers servers = new(_ => Bytes(_made.Index));

        await Client(servers, new Known("host.example")).FetchIndexAsync(TestRepository.At(location), "x86_64", Token);

        Assert.AreEqual(sent ? Header : null, servers.Requests.Single().Authorization);
    }

    [TestMethod]
    [DataRow("http://127.0.0.1:81/repo", "127.0.0.1:81")]
    [DataRow("http://localhost/repo", "localhost")]
    [DataRow("http://[::1]:81/repo", "[::1]:81")]
    public async Task This_machine_gets_them_over_plain_http_too(string location, string origin)
    {
        using FakeServers servers = new(_ => Bytes(_made.Index));

        await Client(servers, new Known(origin)).FetchIndexAsync(TestRepository.At(location), "x86_64", Token);

        Assert.AreEqual(Header, servers.Requests.Single().Authorization);
    }

    [TestMethod]
    public async Task User_info_of_the_URL_comes_first()
    {
        using FakeServers servers = new(_ => Bytes(_made.Index));
        Known known = new("host.example");

        await Client(servers, known).FetchIndexAsync(TestRepository.At("https://token@host.example/repo"), "x86_64", Token);

        Assert.AreEqual("Basic " + Convert.ToBase64String("token:"u8), servers.Requests.Single().Authorization);
        Assert.IsEmpty(known.Asked);
    }

    // A13
    [TestMethod]
    [DataRow("https://other.example/x", DisplayName = "Another host")]
    [DataRow("https://host.example:444/x", DisplayName = "Another port")]
    public async Task Redirects_to_another_server_lose_them_for_good(string away)
    {
        using FakeServers servers = new(request => request.RequestUri!.AbsoluteUri switch
        {
            "https://host.example/repo/x86_64/APKINDEX.tar.gz" => Redirect("/moved"),
            "https://host.example/moved" => Redirect(away),
            "https://host.example/back" => Bytes(_made.Index),
            _ => Redirect("https://host.example/back"),
        });

        await Client(servers, new Known("host.example", "other.example", "host.example:444")).FetchIndexAsync(TestRepository.At("https://host.example/repo"), "x86_64", Token);

        CollectionAssert.AreEqual(new[] { Header, Header, null, null }, servers.Requests.Select(request => request.Authorization).ToArray());
    }

    [TestMethod]
    [DataRow("https://host.example/repo", "it does not accept the credentials from the test")]
    [DataRow("https://unknown.example/repo", "no credentials are known for unknown.example")]
    [DataRow("https://user:s3cr3t@unknown.example/repo", "it does not accept the credentials from the repository's URL")]
    [DataRow("http://plain.example/repo", "the credentials from the test are not sent over plain http")]
    [DataRow("https://moved.example/repo", "a redirect led to another server, and credentials are never sent across one")]
    public async Task A_refusal_tells_what_was_tried(string location, string reason)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden])
        {
            using FakeServers servers = new(request => request.RequestUri!.Host == "moved.example" ? Redirect("https://other.example/") : Status(status));

            ApkException e = await Fails(servers, location);

            Assert.AreEqual(ApkFault.AccessRefused, e.Fault);
            StringAssert.Contains(e.Message, $"the server refuses access (status {(int)status}): {reason}.");
            Assert.DoesNotContain(Secret, e.ToString());
        }
    }

    // A19: what the framework says about a proxy holds the proxy's user and password.
    [TestMethod]
    [DataRow(HttpRequestError.ProxyTunnelError)]
    [DataRow(HttpRequestError.ConnectionError)]
    [DataRow(HttpRequestError.SecureConnectionError)]
    [DataRow(HttpRequestError.Unknown)]
    public async Task Nothing_that_the_framework_says_of_a_failed_request_is_kept(HttpRequestError error)
    {
        using FakeServers servers = new(_ => throw new HttpRequestException(
            error, "The proxy tunnel request to proxy 'http://user:s3cr3t@proxy.example/' failed", new AuthenticationException("UntrustedRoot")));

        ApkException e = await Fails(servers, "https://host.example/repo");

        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
        Assert.DoesNotContain(Secret, e.ToString());
        StringAssert.Contains(e.ToString(), "UntrustedRoot");
    }

    [TestMethod]
    [DataRow("https://a%3Ab:c@host.example/repo")]
    [DataRow("https://a:b%0Ac@host.example/repo")]
    public async Task User_info_that_no_header_can_carry_is_refused(string location)
    {
        using FakeServers servers = new(_ => Bytes(_made.Index));

        Assert.AreEqual(ApkFault.RepositoryRefused, (await Fails(servers, location)).Fault);
        Assert.IsEmpty(servers.Requests);
    }

    [TestMethod]
    [DataRow("user", "pass word:with:colons é", true)]
    [DataRow("us:er", "password", false)]
    [DataRow("user", "pass\r\nX-Header: 1", false)]
    [DataRow("", "", true)]
    public void User_and_password_are_checked(string user, string password, bool valid)
    {
        Assert.AreEqual(valid, RepositoryCredential.TryBasic(user, password, "the test", out RepositoryCredential? credential));
        Assert.AreEqual(valid ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")) : null, credential?.Header);
        Assert.AreEqual(valid ? "the test" : null, credential?.ToString());
    }

    [TestMethod]
    [DataRow("abc.DEF-1_2~+/==", true)]
    [DataRow("", false)]
    [DataRow("two words", false)]
    [DataRow("a\r\nX-Header: 1", false)]
    [DataRow("é", false)]
    public void Tokens_are_checked(string token, bool valid)
    {
        Assert.AreEqual(valid, RepositoryCredential.TryBearer(token, "the test", out RepositoryCredential? credential));
        Assert.AreEqual(valid ? "Bearer " + token : null, credential?.Header);
        Assert.IsFalse(RepositoryCredential.TryBearer(new string('a', 16_385), "the test", out _));
    }

    private RepositoryClient Client(HttpMessageHandler handler, IRepositoryCredentials credentials) =>
        new(handler, new PackageCache(_folder.Combine("cache")), Quick, TimeProvider.System, credentials: credentials);

    private async Task<ApkException> Fails(HttpMessageHandler handler, string location) => await Assert.ThrowsExactlyAsync<ApkException>(
        () => Client(handler, new Known("host.example", "plain.example", "moved.example")).FetchIndexAsync(TestRepository.At(location), "x86_64", Token));

    /// <summary>Knows one credential for some https origins, and keeps what was asked; also answers for the same names over http.</summary>
    private sealed class Known(params string[] origins) : IRepositoryCredentials
    {
        private readonly ConcurrentQueue<string> _asked = new();

        public IReadOnlyList<string> Asked => [.. _asked];

        public ValueTask<RepositoryCredential?> FindAsync(RepositoryOrigin origin, CancellationToken cancellationToken)
        {
            _asked.Enqueue($"{origin.Scheme} {origin}");
            return ValueTask.FromResult(
                origins.Contains(origin.ToString()) && RepositoryCredential.TryBasic("user", Secret, "the test", out RepositoryCredential? credential) ? credential : null);
        }
    }
}
