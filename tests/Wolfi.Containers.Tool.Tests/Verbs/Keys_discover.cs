using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Keys_discover
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Prints_what_the_repository_says_and_writes_nothing()
    {
        using Scratch scratch = new();
        await using LoopbackServer server = Serve(scratch);
        string[] before = Directory.GetFiles(scratch.Root, "*", SearchOption.AllDirectories);

        ToolRun run = ToolRun.Of("keys", "discover", server.Url, "--allow-http").Expect(0);

        StringAssert.StartsWith(run.Output, "acme.rsa.pub\n  key             RSA 2048\n  fingerprint     ");
        StringAssert.Contains(run.Error, "no build trusts them yet");
        CollectionAssert.AreEqual(before, Directory.GetFiles(scratch.Root, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task Writes_the_keys_where_it_is_told_to()
    {
        using Scratch scratch = new();
        await using LoopbackServer server = Serve(scratch);
        string[] arguments = ["keys", "discover", server.Url.Replace("//", "//user:s3cr3t@", StringComparison.Ordinal), "--allow-http", "--output", scratch["new/keys"], "--json"];

        ToolRun run = ToolRun.Of(arguments).Expect(0);

        JsonElement key = run.Json.GetProperty("keys")[0];
        CollectionAssert.AreEqual(new[] { "name", "bits", "fingerprint", "file" }, key.EnumerateObject().Select(member => member.Name).ToArray());
        string file = scratch["new/keys/acme.rsa.pub"];
        Assert.AreEqual(file, key.GetProperty("file").GetString());
        Assert.AreEqual(Wolfi.Containers.Keys.KeyFiles.ReadPublic(file).Fingerprint, key.GetProperty("fingerprint").GetString());
        Assert.AreEqual(server.Url, run.Json.GetProperty("repository").GetString());
        Assert.DoesNotContain("s3cr3t", run.Output + run.Error);
        CollectionAssert.AreEqual(new[] { file }, Directory.GetFiles(scratch["new/keys"]));
        Assert.IsTrue(server.Heads.All(head => head.Contains("Authorization: Basic ", StringComparison.Ordinal)));

        ToolRun.Of(arguments).Expect(0);
    }

    [TestMethod]
    [DataRow("another key")]
    [DataRow("no key")]
    public async Task Replaces_no_other_key(string there)
    {
        using Scratch scratch = new();
        using Scratch other = new();
        await using LoopbackServer server = Serve(scratch);
        using RSA rsa = RSA.Create(2048);
        string text = there == "no key" ? there : rsa.ExportSubjectPublicKeyInfoPem();
        scratch.Write("keys/acme.rsa.pub", text);

        ToolRun run = ToolRun.Of("keys", "discover", server.Url, "--allow-http", "--output", scratch["keys"], "--json").Expect(1);

        Assert.AreEqual("WOLFI2081", run.ErrorCode);
        Assert.AreEqual(text, await File.ReadAllTextAsync(scratch["keys/acme.rsa.pub"], TestContext.CancellationToken));
    }

    // A26
    [TestMethod]
    [DataRow("""{"keys":[{"kty":"EC","kid":"a"}]}""", 1, "WOLFI2080")]
    [DataRow("""{"keys":[{"kty":"RSA","kid":"../../etc/x"}]}""", 1, "WOLFI2080")]
    [DataRow("<html>", 1, "WOLFI2080")]
    public async Task Refuses_what_is_no_sound_key_set(string set, int exitCode, string code)
    {
        using Scratch scratch = new();
        await using LoopbackServer server = Serve(scratch, set);

        ToolRun run = ToolRun.Of("keys", "discover", server.Url, "--allow-http", "--output", scratch["keys"], "--json").Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
        Assert.IsFalse(Directory.Exists(scratch["keys"]));
    }

    [TestMethod]
    public async Task Refuses_plain_http_unless_told_otherwise()
    {
        using Scratch scratch = new();
        await using LoopbackServer server = Serve(scratch);

        Assert.AreEqual("WOLFI2011", ToolRun.Of("keys", "discover", server.Url, "--json").Expect(1).ErrorCode);
        Assert.IsEmpty(server.Heads);
    }

    // What was discovered is on the disk, and still counts for nothing.
    [TestMethod]
    public async Task Gives_no_trust()
    {
        using Scratch scratch = new();
        await using LoopbackServer server = Serve(scratch);
        ToolRun.Of("keys", "discover", server.Url, "--allow-http", "--output", scratch["keys"]).Expect(0);
        scratch.Pack("alpha", "1.0-r0");
        ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey, "--key-name", "acme.rsa.pub").Expect(0);

        Assert.AreEqual("WOLFI2002", ToolRun.Of("resolve", "alpha", "--repository", scratch["packages"], "--arch", "x86_64", "--json").Expect(1).ErrorCode);
        ToolRun.Of("resolve", "alpha", "--repository", scratch["packages"], "--arch", "x86_64", "--key", scratch["keys/acme.rsa.pub"]).Expect(0);
    }

    private static LoopbackServer Serve(Scratch scratch, string? set = null)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(scratch.PublicKey));
        RSAParameters team = rsa.ExportParameters(includePrivateParameters: false);
        string own = $$"""{"keys":[{"kty":"RSA","kid":"acme","n":"{{Base64Url.EncodeToString(team.Modulus)}}","e":"{{Base64Url.EncodeToString(team.Exponent)}}"}]}""";
        LoopbackServer? server = null;
        server = new LoopbackServer((path, connection, token) => LoopbackServer.WriteAsync(
            connection,
            Encoding.UTF8.GetBytes(path == "/repo/apk-configuration" ? $$"""{"jwks_uri":"{{server!.Url}}/keys.json"}""" : set ?? own),
            token));
        return server;
    }
}
