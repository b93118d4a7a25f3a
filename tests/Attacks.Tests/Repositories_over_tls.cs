using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests;

/// <summary>Case A13 over https: the tool runs in a process of its own, which trusts the server's certificate as its environment says.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Repositories_over_tls
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A13_A_redirect_to_plain_http_is_refused_even_where_that_is_allowed()
    {
        using AttackedWorld world = new();
        using TestAuthority authority = new();
        using X509Certificate2 certificate = authority.Issue("127.0.0.1");
        await using LoopbackServer plain = LoopbackServer.Of(world.Folder);
        await using LoopbackServer secure = new(
            (path, connection, token) => connection.WriteAsync(LoopbackServer.Head($"Location: http://{plain.Authority}{path}\r\nContent-Length: 0\r\n", "307 Temporary Redirect"), token).AsTask(),
            certificate);
        ProcessStartInfo start = new(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-wolfi.dll"), "resolve", "hello", "--repository", secure.Url, "--key", world.PublicKeyFile, "--arch", "x86_64", "--allow-http"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SSL_CERT_FILE"] = world.Combine("authority.pem");
        File.WriteAllText(world.Combine("authority.pem"), authority.Pem);

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);

        ToolRun run = new ToolRun(process.ExitCode, await output, await error).Expect(1);
        StringAssert.StartsWith(run.Error, "error WOLFI2011: ", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, $"a redirect from https to http://{plain.Authority}/repo/x86_64/APKINDEX.tar.gz", StringComparison.Ordinal);
        Assert.HasCount(1, secure.Heads);
        Assert.IsEmpty(plain.Heads);
    }
}
