using System.Diagnostics;
using System.Text;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>What the environment of a process says about certificates, proxies and credentials: J148, A12 and A19.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Network_of_the_process
{
    private const string Secret = "s3cr3t-pass";
    private const string Name = "packages.example";

    private static readonly string Header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret));

    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();
    private string _authorityFile = "";

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public void Make()
    {
        _scratch.Pack("hello", "1.0-r0");
        Directory.Move(_scratch["packages"], _scratch["repo"]);
        Directory.CreateDirectory(_scratch["served"]);
        Directory.Move(_scratch["repo"], _scratch["served/x86_64"]);
        ToolRun.Of("index", _scratch["served/x86_64"], "--key", _scratch.PrivateKey).Expect(0);
        _authorityFile = _scratch.Write("certificates/authority.pem", _authority.Pem);
    }

    [TestCleanup]
    public void Remove()
    {
        _authority.Dispose();
        _scratch.Dispose();
    }

    [TestMethod]
    public async Task Certificates_come_from_the_environment()
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue("127.0.0.1"));

        AssertResolved(await ResolveAsync(server.Url, ("SSL_CERT_FILE", _authorityFile)));
        AssertResolved(await ResolveAsync(server.Url, ("SSL_CERT_DIR", Path.GetDirectoryName(_authorityFile)!)));
    }

    [TestMethod]
    [DataRow("127.0.0.1", false, "PartialChain", DisplayName = "An authority that nobody knows")]
    [DataRow("other.example", true, "NameMismatch", DisplayName = "Another host's certificate")]
    public async Task A_certificate_that_does_not_hold_ends_it(string host, bool known, string why)
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue(host));

        ToolRun run = await ResolveAsync(server.Url, ("SSL_CERT_FILE", known ? _authorityFile : ""));

        run.Expect(3);
        Assert.AreEqual("WOLFI2010", run.ErrorCode);
        StringAssert.Contains(run.Error, why);
        Assert.IsEmpty(server.Heads);
    }

    [TestMethod]
    public async Task Proxies_come_from_the_environment()
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue(Name));
        int port = new Uri(server.Url).Port;
        await using LoopbackProxy proxy = new(port, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret)));
        (string, string)[] environment = [("SSL_CERT_FILE", _authorityFile), ("HTTPS_PROXY", $"http://me:{Secret}@{proxy.Authority}")];

        AssertResolved(await ResolveAsync($"https://{Name}:{port}/repo", environment));

        Assert.IsTrue(proxy.Asked.Count > 0 && proxy.Asked.All(asked => asked == $"{Name}:{port}"), string.Join(' ', proxy.Asked));
        Assert.IsTrue(server.Heads.All(head => !head.Contains("Proxy-", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public async Task Hosts_of_NO_PROXY_are_asked_directly()
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue("127.0.0.1"));
        await using LoopbackProxy proxy = new(new Uri(server.Url).Port);

        AssertResolved(await ResolveAsync(server.Url, ("SSL_CERT_FILE", _authorityFile), ("HTTPS_PROXY", $"http://{proxy.Authority}"), ("NO_PROXY", "127.0.0.1")));

        Assert.IsEmpty(proxy.Asked);
    }

    [TestMethod]
    public async Task A_proxy_that_refuses_is_told_without_its_password()
    {
        await using LoopbackServer proxy = new((_, connection, token) =>
            connection.WriteAsync(LoopbackServer.Head("Content-Length: 0\r\n", "403 Forbidden"), token).AsTask());

        ToolRun run = await ResolveAsync($"https://{Name}/repo", ("HTTPS_PROXY", $"http://me:{Secret}@{proxy.Authority}"));

        run.Expect(3);
        Assert.AreEqual("WOLFI2010", run.ErrorCode);
        StringAssert.Contains(run.Error, "the proxy does not connect");
        AssertNoSecret(run);
    }

    [TestMethod]
    [DataRow("variable")]
    [DataRow("HTTP_AUTH")]
    [DataRow("netrc")]
    [DataRow("home")]
    [DataRow("command")]
    [DataRow("URL")]
    public async Task Credentials_come_from_the_environment(string way)
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue("127.0.0.1"), Header);

        ToolRun run = await ResolveAsync(way, server, Secret);

        AssertResolved(run);
        AssertNoSecret(run);
    }

    [TestMethod]
    [DataRow("variable", "WOLFI_AUTH_127_0_0_1___")]
    [DataRow("URL", "the repository's URL")]
    public async Task Credentials_that_do_not_hold_are_named_by_their_source(string way, string source)
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue("127.0.0.1"), Header);

        ToolRun run = await ResolveAsync(way, server, Secret + "-old");

        run.Expect(3);
        Assert.AreEqual("WOLFI2070", run.ErrorCode);
        StringAssert.Contains(run.Error, "it does not accept the credentials from " + source);
        AssertNoSecret(run);
    }

    [TestMethod]
    public async Task A_netrc_file_that_others_may_read_is_warned_of()
    {
        await using LoopbackServer server = LoopbackServer.Of(_scratch["served"], _authority.Issue("127.0.0.1"), Header);
        (string, string) netrc = Environment("netrc", server.Authority, Secret);
        Scratch.SetMode(netrc.Item2, (UnixFileMode)0b110_100_100);

        ToolRun run = await ResolveAsync(server.Url, ("SSL_CERT_FILE", _authorityFile), netrc);

        run.Expect(3);
        Assert.AreEqual("WOLFI2070", run.ErrorCode);
        StringAssert.Contains(run.Error, "warning WOLFI2076: ");
        AssertNoSecret(run);
    }

    private (string Name, string Value) Environment(string way, string authority, string password)
    {
        switch (way)
        {
            case "variable":
                return ("WOLFI_AUTH_" + authority.Replace(".", "_", StringComparison.Ordinal).Replace(":", "___", StringComparison.Ordinal), $"basic me:{password}");
            case "HTTP_AUTH":
                return ("HTTP_AUTH", $"basic:{authority}:me:{password}");
            case "command":
                string helper = _scratch.Write("home/helper", $"#!/bin/sh\necho {password} >&2\ncase $1 in {authority}) echo 'basic me:{password}' ;; esac\n");
                Scratch.SetMode(helper, (UnixFileMode)0b111_000_000);
                return ("WOLFI_CREDENTIAL_COMMAND", helper);
            default:
                string file = _scratch.Write("home/.netrc", $"machine 127.0.0.1\n  login me\n  password {password}\n");
                Scratch.SetMode(file, (UnixFileMode)0b110_000_000);
                return way == "home" ? ("HOME", _scratch["home"]) : ("NETRC", file);
        }
    }

    private static void AssertNoSecret(ToolRun run)
    {
        string said = run.Output + run.Error;
        Assert.DoesNotContain(Secret, said);
        Assert.DoesNotContain(Header["Basic ".Length..][..16], said);
    }

    private static void AssertResolved(ToolRun run)
    {
        run.Expect(0);
        Assert.AreEqual("hello", run.Json.GetProperty("packages")[0].GetProperty("name").GetString());
        Assert.AreEqual("", run.Error);
    }

    private Task<ToolRun> ResolveAsync(string way, LoopbackServer server, string password) => way == "URL"
        ? ResolveAsync(server.Url.Replace("//", $"//me:{password}@", StringComparison.Ordinal), ("SSL_CERT_FILE", _authorityFile))
        : ResolveAsync(server.Url, ("SSL_CERT_FILE", _authorityFile), Environment(way, server.Authority, password));

    private async Task<ToolRun> ResolveAsync(string repository, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-wolfi.dll"), "resolve", "hello", "--arch", "x86_64", "--json", "--repository", repository, "--key", _scratch.PublicKey])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name =>
            name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) || name is "HTTP_AUTH" or "SSL_CERT_FILE" or "SSL_CERT_DIR" || name.StartsWith("WOLFI_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NETRC"] = environment.Any(variable => variable.Name == "HOME") ? null : "";
        foreach ((string name, string value) in environment.Where(variable => variable.Value.Length > 0))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        return new ToolRun(process.ExitCode, await output, await error);
    }
}
