using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>Where credentials are looked for, and which source wins.</summary>
[TestClass]
public sealed class Sources_of_credentials
{
    private readonly TemporaryFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task The_first_that_knows_the_server_counts()
    {
        string netrc = _folder.Combine("netrc");
        await File.WriteAllTextAsync(netrc, "machine host.example login netrc password x", TestContext.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(netrc, UnixFileMode.UserRead);
        }

        Dictionary<string, string> environment = new()
        {
            ["WOLFI_AUTH_HOST_EXAMPLE"] = "basic variable:x",
            ["HTTP_AUTH"] = "basic:host.example:http-auth:x",
            ["NETRC"] = netrc,
            ["WOLFI_CREDENTIAL_COMMAND"] = "/nowhere/helper",
        };

        Assert.AreEqual("basic url:x", await SentAsync("https://url:x@host.example/os"));
        Assert.AreEqual("basic variable:x", await SentAsync());
        environment.Remove("WOLFI_AUTH_HOST_EXAMPLE");
        Assert.AreEqual("basic http-auth:x", await SentAsync());
        environment.Remove("HTTP_AUTH");
        Assert.AreEqual("basic netrc:x", await SentAsync());
        environment.Remove("NETRC");
        await Assert.ThrowsExactlyAsync<Wolfi.Containers.Diagnostics.WolfiException>(() => SentAsync(), "the command is asked last");

        async Task<string?> SentAsync(string url = "https://host.example/os") =>
            (await Sent.ToAsync(url, CredentialSourcesReader.Read(environment.ToImmutableDictionary()), TestContext.CancellationToken)).Authorization;
    }

    [TestMethod]
    public void The_netrc_file_is_the_one_that_NETRC_names_else_the_one_at_home()
    {
        Assert.AreEqual("/home/u/.netrc", NetrcOf(("HOME", "/home/u")));
        Assert.AreEqual("/else", NetrcOf(("HOME", "/home/u"), ("NETRC", "/else")));
        Assert.IsNull(NetrcOf(("HOME", "/home/u"), ("NETRC", "")));
        Assert.IsNull(NetrcOf(("HOME", "relative")));
        Assert.IsNull(NetrcOf());
    }

    [TestMethod]
    public void Their_text_tells_nothing()
    {
        CredentialSources sources = CredentialSourcesReader.Read(ImmutableDictionary<string, string>.Empty.Add("HTTP_AUTH", "basic:host.example:user:s3cr3t"));

        Assert.AreEqual("CredentialSources", sources.ToString());
        Assert.DoesNotContain("s3cr3t", (new Settings.Project().Request() with { Credentials = sources }).ToString());
    }

    private static string? NetrcOf(params (string Name, string Value)[] environment) =>
        CredentialSourcesReader.Read(environment.ToImmutableDictionary(variable => variable.Name, variable => variable.Value)).NetrcFile;
}
