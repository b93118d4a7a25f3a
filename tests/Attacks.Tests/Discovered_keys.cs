using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests;

/// <summary>Case A26: what a repository says of its own keys is read with care, written only where that is asked for, and trusted by no build.</summary>
[TestClass]
public sealed class Discovered_keys
{
    private static readonly RSAParameters Rsa = MakeKey();

    private static readonly Dictionary<string, (string Set, string Code, string Words)> Attacks = new()
    {
        ["A26 an elliptic key"] = (Set("""{"kty":"EC","kid":"a","crv":"P-256","x":"AA","y":"AA"}"""), "WOLFI2080", "is of the type 'EC'"),
        ["A26 a key without a type"] = (Set("""{"kid":"a"}"""), "WOLFI2080", "has no type"),
        ["A26 a key without a name"] = (Set(Key("")), "WOLFI2080", "has no name (kid)"),
        ["A26 a path as name"] = (Set(Key("../../etc/x")), "WOLFI2080", "'../../etc/x'"),
        ["A26 an absolute path as name"] = (Set(Key("/etc/x")), "WOLFI2080", "'/etc/x'"),
        ["A26 a Windows path as name"] = (Set(Key("..\\\\x")), "WOLFI2080", "'..\\x'"),
        ["A26 a line break in a name"] = (Set(Key("a\\nb")), "WOLFI2080", "'a?b'"),
        ["A26 a long name"] = (Set(Key(new string('a', 10_000))), "WOLFI2080", "has no name (kid)"),
        ["A26 two keys of one name"] = (Set(Key("a"), Key("a")), "WOLFI2080", "two keys are named 'a.rsa.pub'"),
        ["A26 ten thousand keys"] = (Set([.. Enumerable.Range(0, 10_000).Select(i => "{}")]), "WOLFI2013", "it holds 10000 keys"),
        ["A26 a million keys"] = (Set([.. Enumerable.Repeat("{}", 1_000_000)]), "WOLFI2013", "longer than"),
        ["A26 a private key"] = (Set(Key("a").Replace("}", ",\"d\":\"AA\"}", StringComparison.Ordinal)), "WOLFI2080", "is a private key"),
        ["A26 a small key"] = (Set("""{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}"""), "WOLFI2042", "bits"),
        ["A26 an exponent of one"] = (Set(Key("a").Replace("AQAB", "AQ", StringComparison.Ordinal)), "WOLFI2080", "has no modulus and exponent"),
        ["A26 no keys"] = (Set(), "WOLFI2080", "no key set with at least one key"),
        ["A26 no JSON"] = ("<html>", "WOLFI2080", "is not JSON"),
        ["A26 JSON of ten thousand levels"] = (new string('[', 10_000), "WOLFI2080", "is not JSON"),
        ["A26 one member twice"] = ("""{"keys":[],"keys":[]}""", "WOLFI2080", "is not JSON"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Are_refused(string name)
    {
        (string set, string code, string words) = Attacks[name];
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(() => set);
        string folder = world.Combine("keys");
        ToolRun run = world.Runs(1, code, "keys", "discover", server.Url, "--allow-http", "--output", folder);
        StringAssert.Contains(run.Error, words, StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public async Task A26_Are_trusted_by_no_build()
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(() => Set(Key("small")));
        world.Demand(repository => repository with { IndexKeys = TestKeys.TeamRing, PackageKeys = TestKeys.TeamRing });
        world.Runs(0, "", "keys", "discover", server.Url, "--allow-http");
        await world.Fails("WOLFI2002", "known keys: 'team.rsa.pub'");
        Assert.AreEqual(2, server.Heads.Count, "The build asks nobody for keys.");
    }

    private static LoopbackServer Serve(Func<string> set)
    {
        LoopbackServer? server = null;
        server = new LoopbackServer((path, connection, token) => LoopbackServer.WriteAsync(
            connection,
            Encoding.UTF8.GetBytes(path == "/repo/apk-configuration" ? $$"""{"jwks_uri":"{{server!.Url}}/keys.json"}""" : set()),
            token));
        return server;
    }

    private static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static string Key(string id) =>
        $$"""{"kty":"RSA","kid":"{{id}}","n":"{{Base64Url.EncodeToString(Rsa.Modulus)}}","e":"AQAB"}""";

    // The repository's own key: discovered or not, it counts only where a project names it.
    private static RSAParameters MakeKey()
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(SmallWorld.RepositoryKey.PublicKey.Pem);
        return rsa.ExportParameters(includePrivateParameters: false);
    }
}
