using System.Net;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Caching;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Tests.Solving;
using static Wolfi.Apk.Tests.Repositories.FakeServers;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Requests, redirects, credentials, retries.</summary>
[TestClass]
public sealed class RepositoryClient_over_http
{
    private const string Secret = "s3cr3t%40word";
    private static readonly HttpPolicy Quick = new() { Pauses = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] };

    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Index_and_package_are_fetched_once()
    {
        using FakeServers servers = new(Serve);
        PackageRepository repository = TestRepository.At("https://host.example/repo/");
        using RepositoryClient client = Client(servers);

        PackageIndex index = await client.FetchIndexAsync(repository, "x86_64", Token);
        VerifiedPackage first = await client.FetchPackageAsync(new ResolvedPackage(index.Records.Single(), repository), Token);
        VerifiedPackage second = await client.FetchPackageAsync(new ResolvedPackage(index.Records.Single(), repository), Token);

        Assert.AreEqual(PackageTrust.PackageSigned, first.Trust);
        Assert.AreEqual(first.File.Path, second.File.Path);
        CollectionAssert.AreEqual(
            new[] { "https://host.example/repo/x86_64/APKINDEX.tar.gz", "https://host.example/repo/x86_64/hello-1.0-r0.apk" },
            servers.Requests.Select(r => r.Url).ToArray());
    }

    [TestMethod]
    public async Task Resolutions_do_not_depend_on_the_transport()
    {
        byte[] file = IndexWriter.Write(Worlds.Repository("a=1 D:so:x\na=0.9\nb=1 p:so:x=1\nc=2 p:so:x=1 D:d\nd=1 D:a").Index.Records, "test", TestKeys.Team);
        Directory.CreateDirectory(_folder.Combine("repository/x86_64"));
        File.WriteAllBytes(_folder.Combine("repository/x86_64/APKINDEX.tar.gz"), file);
        using FakeServers servers = new(_ => Bytes(file));
        using RepositoryClient client = Client(servers);

        async Task<string> Resolve(PackageRepository repository) =>
            Worlds.Answer("a", new RepositoryIndex(repository, await client.FetchIndexAsync(repository, "x86_64", Token)));

        Assert.AreEqual("d=1 c=2 a=1", await Resolve(TestRepository.At(_folder.Combine("repository"))));
        Assert.AreEqual("d=1 c=2 a=1", await Resolve(TestRepository.At("https://host.example/repo")));
    }

    // A12
    [TestMethod]
    [DataRow("http://host.example/repo")]
    [DataRow("http://127.0.0.1:9/repo")]
    [DataRow("http://localhost/repo")]
    public async Task Plain_http_is_refused_unless_allowed(string location)
    {
        using FakeServers servers = new(Serve);

        ApkException e = await Fails(servers, TestRepository.At(location) with { AllowHttp = false });
        await Client(servers).FetchIndexAsync(TestRepository.At(location) with { AllowHttp = true }, "x86_64", Token);

        Assert.AreEqual(ApkFault.RepositoryRefused, e.Fault);
        Assert.HasCount(1, servers.Requests);
    }

    [TestMethod]
    [DataRow("ftp://host.example/repo")]
    [DataRow("relative/folder")]
    [DataRow("https://host.example/repo?token=x")]
    [DataRow("https://host.example/repo#x")]
    [DataRow("file://other.example/repo")]
    [DataRow("https://user:pass@ho st/repo")]
    [DataRow("")]
    public async Task Odd_locations_are_refused(string location)
    {
        using FakeServers servers = new(Serve);

        ApkException e = await Fails(servers, new PackageRepository { Location = location, AllowHttp = true });

        Assert.AreEqual(ApkFault.RepositoryRefused, e.Fault, e.Message);
        Assert.DoesNotContain("pass", e.Message);
        Assert.DoesNotContain("token", e.Message);
        Assert.IsEmpty(servers.Requests);
    }

    // A13
    [TestMethod]
    [DataRow("http://host.example/elsewhere", false)]
    [DataRow("ftp://host.example/elsewhere", false)]
    [DataRow("file:///etc/passwd", false)]
    [DataRow("https://other.example/elsewhere", true)]
    [DataRow("/elsewhere", true)]
    public async Task Redirects_never_leave_https(string to, bool allowed)
    {
        using FakeServers servers = new(request => request.RequestUri!.AbsolutePath == "/elsewhere" ? Bytes(_made.Index) : Redirect(to));
        PackageRepository repository = TestRepository.At("https://host.example/repo") with { AllowHttp = true };

        if (allowed)
        {
            Assert.HasCount(1, (await Client(servers).FetchIndexAsync(repository, "x86_64", Token)).Records);
        }
        else
        {
            Assert.AreEqual(ApkFault.RepositoryRefused, (await Fails(servers, repository)).Fault);
            Assert.HasCount(1, servers.Requests);
        }
    }

    // A13
    [TestMethod]
    public async Task Credentials_go_to_their_own_host_only()
    {
        using FakeServers servers = new(request => request.RequestUri!.Host == "cdn.example" ? Bytes(_made.Index)
            : request.RequestUri!.AbsolutePath == "/second" ? Redirect("https://evil:pw@cdn.example/third")
            : Redirect("/second", HttpStatusCode.TemporaryRedirect));

        await Client(servers).FetchIndexAsync(TestRepository.At($"https://user:{Secret}@host.example/repo"), "x86_64", Token);

        string basic = "Basic " + Convert.ToBase64String("user:s3cr3t@word"u8);
        CollectionAssert.AreEqual(
            new[] { ("https://host.example/repo/x86_64/APKINDEX.tar.gz", basic), ("https://host.example/second", basic), ("https://cdn.example/third", null) },
            servers.Requests.Select(r => (r.Url, r.Authorization)).ToArray());
    }

    [TestMethod]
    public async Task Redirects_end()
    {
        using FakeServers servers = new(_ => Redirect("/again"));

        Assert.AreEqual(ApkFault.RepositoryRefused, (await Fails(servers, TestRepository.At("https://host.example/repo"))).Fault);
        Assert.HasCount(6, servers.Requests);
    }

    // A14
    [TestMethod]
    public async Task Login_page_is_told_by_its_type_and_not_its_text()
    {
        using FakeServers servers = new(_ => new HttpResponseMessage { Content = new StringContent("<html>please log in", Encoding.UTF8, "text/html") });

        ApkException e = await Fails(servers, TestRepository.At("https://host.example/repo"));

        Assert.AreEqual(ApkFault.UnsupportedFormat, e.Fault);
        StringAssert.Contains(e.Message, "text/html", StringComparison.Ordinal);
        Assert.DoesNotContain("log in", e.Message);
        Assert.HasCount(1, servers.Requests);
    }

    // A17
    [TestMethod]
    [DataRow(429)]
    [DataRow(408)]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    [DataRow(504)]
    public async Task Passing_faults_are_tried_again_within_bounds(int status)
    {
        int asked = 0;
        using FakeServers recovers = new(request => ++asked < 4 ? Status((HttpStatusCode)status) : Serve(request));
        using FakeServers stays = new(_ => Status((HttpStatusCode)status));

        Assert.HasCount(1, (await Client(recovers).FetchIndexAsync(TestRepository.At("https://host.example/repo"), "x86_64", Token)).Records);
        ApkException e = await Fails(stays, TestRepository.At("https://host.example/repo"));

        Assert.AreEqual(ApkFault.RepositoryUnreachable, e.Fault);
        StringAssert.Contains(e.Message, $"status {status} (tried 4 times)", StringComparison.Ordinal);
        Assert.HasCount(4, stays.Requests);
    }

    // A17
    [TestMethod]
    public async Task Server_that_asks_for_a_long_pause_is_not_asked_again()
    {
        using FakeServers servers = new(_ =>
        {
            HttpResponseMessage response = Status(HttpStatusCode.TooManyRequests);
            response.Headers.TryAddWithoutValidation("Retry-After", "86400");
            return response;
        });

        Assert.AreEqual(ApkFault.RepositoryUnreachable, (await Fails(servers, TestRepository.At("https://host.example/repo"))).Fault);
        Assert.HasCount(1, servers.Requests);
    }

    [TestMethod]
    [DataRow(404, ApkFault.NotFound)]
    [DataRow(410, ApkFault.NotFound)]
    [DataRow(401, ApkFault.AccessRefused)]
    [DataRow(403, ApkFault.AccessRefused)]
    [DataRow(418, ApkFault.RepositoryUnreachable)]
    [DataRow(206, ApkFault.RepositoryUnreachable)]
    [DataRow(304, ApkFault.RepositoryUnreachable)]
    public async Task Final_answers_are_not_tried_again(int status, ApkFault fault)
    {
        using FakeServers servers = new(_ => Status((HttpStatusCode)status));

        Assert.AreEqual(fault, (await Fails(servers, TestRepository.At("https://host.example/repo"))).Fault);
        Assert.HasCount(1, servers.Requests);
    }

    // A18
    [TestMethod]
    [DataRow("\"../../etc/passwd\"")]
    [DataRow(null)]
    public async Task Entity_tag_becomes_no_file_name(string? tag)
    {
        using FakeServers servers = new(request =>
        {
            HttpResponseMessage response = Serve(request);
            response.Headers.TryAddWithoutValidation("ETag", tag ?? $"\"{new string('x', 10_000)}\"");
            return response;
        });
        PackageRepository repository = TestRepository.At("https://host.example/repo");
        using RepositoryClient client = Client(servers);

        await client.FetchIndexAsync(repository, "x86_64", Token);
        VerifiedPackage package = await client.FetchPackageAsync(_made.Resolved(repository), Token);

        CollectionAssert.AreEqual(new[] { package.File.Path! }, CacheFiles.Below(_folder.FullPath));
    }

    // A19
    [TestMethod]
    [DataRow(404)]
    [DataRow(401)]
    [DataRow(500)]
    [DataRow(302)]
    [DataRow(200)]
    [DataRow(0)]
    public async Task User_info_is_in_no_message(int status)
    {
        using FakeServers servers = new(request => status switch
        {
            302 => Redirect(request.RequestUri!.ToString().Replace("https:", "http:", StringComparison.Ordinal)),
            200 => Bytes([1, 2, 3]),
            0 => throw new HttpRequestException(HttpRequestError.ConnectionError, "no"),
            _ => Status((HttpStatusCode)status),
        });

        ApkException e = await Fails(servers, TestRepository.At($"https://user:{Secret}@host.example/repo"));

        Assert.DoesNotContain("user:", e.ToString());
        Assert.DoesNotContain("s3cr3t", e.ToString());
        StringAssert.Contains(e.Message, "https://host.example/repo/x86_64/APKINDEX.tar.gz", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("https://u:p@host/a", "https://host/a")]
    [DataRow("https://u:p@host/a?token=x#y", "https://host/a")]
    [DataRow("https://u:p@ho st/a", "https://ho st/a")]
    [DataRow("https://u:p@w@ho st/a?x@y", "https://ho st/a")]
    [DataRow("/folder/a@b", "/folder/a@b")]
    [DataRow("folder", "folder")]
    [DataRow("://", "://")]
    public void Redaction_leaves_no_secret(string location, string expected) => Assert.AreEqual(expected, RepositoryLocation.Redact(location));

    [TestMethod]
    public async Task Handler_that_follows_redirects_by_itself_is_noticed()
    {
        using FollowingHandler handler = new(_made.Index);

        Assert.AreEqual(ApkFault.RepositoryRefused, (await Fails(handler, TestRepository.At("https://host.example/repo"))).Fault);
    }

    private HttpResponseMessage Serve(HttpRequestMessage request) => Bytes(_made.File_(request.RequestUri!.AbsolutePath));

    private RepositoryClient Client(HttpMessageHandler handler) => new(handler, new PackageCache(_folder.Combine("cache")), Quick, TimeProvider.System);

    private async Task<ApkException> Fails(HttpMessageHandler handler, PackageRepository repository) =>
        await Assert.ThrowsExactlyAsync<ApkException>(() => Client(handler).FetchIndexAsync(repository, "x86_64", Token));

    private sealed class FollowingHandler(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri("http://host.example/elsewhere");
            return Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body), RequestMessage = request });
        }
    }
}
