using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Packages;
using static Wolfi.Apk.Tests.Repositories.FakeServers;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>What a repository says of its keys, and case A26: what it must not say.</summary>
[TestClass]
public sealed class KeyDiscovery_answers
{
    private const string Repository = "https://host.example/os";
    private const string Configuration = "https://host.example/os/apk-configuration";
    private const string Set = "https://host.example/keys.json";

    private static readonly RSAParameters Team = Parameters();
    private static readonly string TeamKey = Key("team", Team.Modulus!, Team.Exponent!);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Keys_are_named_by_their_id()
    {
        using FakeServers servers = Servers(KeySet(TeamKey, TeamKey.Replace("\"team\"", "\"other-1\"", StringComparison.Ordinal)));

        PublicKey[] keys = [.. await DiscoverAsync(servers)];

        CollectionAssert.AreEqual(new[] { "team.rsa.pub", "other-1.rsa.pub" }, keys.Select(key => key.Name).ToArray());
        Assert.AreEqual(TestKeys.Team.PublicKey.Fingerprint, keys[0].Fingerprint);
        Assert.AreEqual(2048, keys[0].Bits);
        StringAssert.StartsWith(keys[0].Pem, "-----BEGIN PUBLIC KEY-----\n");
        CollectionAssert.AreEqual(new[] { Configuration, Set }, servers.Requests.Select(request => request.Url).ToArray());
    }

    // A26
    [TestMethod]
    [DataRow("""{"kty":"EC","kid":"a","crv":"P-256","x":"AA","y":"AA"}""", "is of the type 'EC'")]
    [DataRow("""{"kty":"RSA","n":"N","e":"E"}""", "has no name (kid)", DisplayName = "No kid")]
    [DataRow("""{"kty":"RSA","kid":7,"n":"N","e":"E"}""", "has no name (kid)", DisplayName = "kid a number")]
    [DataRow("""{"kty":"RSA","kid":"../../etc/x","n":"N","e":"E"}""", "'../../etc/x'")]
    [DataRow("""{"kty":"RSA","kid":"a\nb","n":"N","e":"E"}""", "'a?b'")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"E","d":"AA"}""", "is a private key")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"E","use":"enc"}""", "is not for signatures")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"E","use":["sig"]}""", "is not for signatures")]
    [DataRow("""{"kty":"RSA","kid":"a","e":"E"}""", "no modulus")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"not/base64url","e":"E"}""", "no modulus")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"AQ"}""", "no modulus", DisplayName = "Exponent 1")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"AAAB"}""", "no modulus", DisplayName = "Exponent 1, with zeros before it")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":"Ag"}""", "no modulus", DisplayName = "Exponent 2")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"N","e":""}""", "no modulus")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"","e":"E"}""", "no modulus")]
    [DataRow("""{"kty":"RSA","kid":"a","n":"AAAA","e":"E"}""", "no modulus", DisplayName = "Modulus 0")]
    [DataRow("""{"kid":"a"}""", "has no type")]
    [DataRow("""[]""", "has no type")]
    [DataRow("""null""", "has no type")]
    public async Task One_key_that_can_not_be_used_fails_the_whole_set(string key, string why)
    {
        string filled = key.Replace("\"N\"", $"\"{Base64Url.EncodeToString(Team.Modulus)}\"", StringComparison.Ordinal)
            .Replace("\"E\"", $"\"{Base64Url.EncodeToString(Team.Exponent)}\"", StringComparison.Ordinal);

        ApkException e = await FailsAsync(ApkFault.MalformedKeySet, KeySet(TeamKey, filled));

        StringAssert.Contains(e.Message, why);
        StringAssert.Contains(e.Message, $"{Set}: key 2 ");
    }

    // A26
    [TestMethod]
    public async Task Small_keys_are_refused()
    {
        using RSA small = RSA.Create(1024);
        RSAParameters parameters = small.ExportParameters(includePrivateParameters: false);

        ApkException e = await FailsAsync(ApkFault.MalformedKey, KeySet(Key("small", parameters.Modulus!, parameters.Exponent!)));

        StringAssert.Contains(e.Message, "1024 bits");
    }

    // A26
    [TestMethod]
    [DataRow("<html>please log in", ApkFault.MalformedKeySet, "not JSON (its content type: none)")]
    [DataRow("", ApkFault.MalformedKeySet, "not JSON")]
    [DataRow("""{"keys":[{"kty":"RSA","kid":"\ud800"}]}""", ApkFault.MalformedKeySet, "not JSON", DisplayName = "Half a character")]
    [DataRow("""{"keys":[],"keys":[]}""", ApkFault.MalformedKeySet, "not JSON", DisplayName = "A member twice")]
    [DataRow("""{"keys":[]}""", ApkFault.MalformedKeySet, "no key set")]
    [DataRow("""{"keys":{}}""", ApkFault.MalformedKeySet, "no key set")]
    [DataRow("""[]""", ApkFault.MalformedKeySet, "no key set")]
    public async Task A_set_of_another_form_is_refused(string text, ApkFault fault, string why)
    {
        ApkException e = await FailsAsync(fault, text);

        StringAssert.Contains(e.Message, why);
        Assert.DoesNotContain("log in", e.Message);
    }

    // A26
    [TestMethod]
    public async Task Sets_have_limits()
    {
        await FailsAsync(ApkFault.LimitExceeded, KeySet([.. Enumerable.Repeat("{}", 10_000)]));
        await FailsAsync(ApkFault.LimitExceeded, KeySet([.. Enumerable.Repeat(TeamKey, 10_000)]));
        await FailsAsync(ApkFault.MalformedKeySet, KeySet(new string('[', 100_000)));
        await FailsAsync(ApkFault.MalformedKeySet, KeySet(TeamKey, TeamKey));
    }

    [TestMethod]
    [DataRow("""{}""", ApkFault.MalformedKeySet)]
    [DataRow("""{"jwks_uri":7}""", ApkFault.MalformedKeySet)]
    [DataRow("""[]""", ApkFault.MalformedKeySet)]
    [DataRow("""nothing""", ApkFault.MalformedKeySet)]
    [DataRow("""{"jwks_uri":"http://host.example/keys.json"}""", ApkFault.RepositoryRefused)]
    [DataRow("""{"jwks_uri":"file:///etc/passwd"}""", ApkFault.RepositoryRefused)]
    [DataRow("""{"jwks_uri":"/keys.json"}""", ApkFault.RepositoryRefused)]
    [DataRow("""{"jwks_uri":"https://user:pass@host.example/keys.json"}""", ApkFault.RepositoryRefused)]
    public async Task A_configuration_names_an_https_address(string configuration, ApkFault fault)
    {
        using FakeServers servers = new(_ => Bytes(Encoding.UTF8.GetBytes(configuration)));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => DiscoverAsync(servers));

        Assert.AreEqual(fault, e.Fault, e.Message);
        StringAssert.StartsWith(e.Message, Configuration);
        Assert.DoesNotContain("pass@", e.Message);
        Assert.HasCount(1, servers.Requests);
    }

    [TestMethod]
    public async Task Credentials_go_to_the_repository_and_to_no_server_that_it_names()
    {
        const string Elsewhere = "https://keys.example/set?x=y";
        using FakeServers servers = new(request => request.RequestUri!.Host == "keys.example"
            ? Bytes(Encoding.UTF8.GetBytes(KeySet(TeamKey)))
            : Bytes(Encoding.UTF8.GetBytes($$"""{"jwks_uri":"{{Elsewhere}}"}""")));

        using KeyDiscovery discovery = new(servers, new All());
        await discovery.DiscoverAsync(Repository, allowHttp: false, TestContext.CancellationToken);

        CollectionAssert.AreEqual(new[] { (Configuration, "Bearer abc"), (Elsewhere, null) }, servers.Requests.Select(request => (request.Url, request.Authorization)).ToArray());
    }

    [TestMethod]
    [DataRow("/folder")]
    [DataRow("http://host.example/os")]
    public async Task Only_servers_over_https_are_asked(string location)
    {
        using FakeServers servers = Servers(KeySet(TeamKey));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => DiscoverAsync(servers, location));

        Assert.AreEqual(ApkFault.RepositoryRefused, e.Fault);
        Assert.IsEmpty(servers.Requests);
    }

    [TestMethod]
    public async Task A_repository_may_name_no_keys()
    {
        using FakeServers servers = new(_ => Status(HttpStatusCode.NotFound));

        Assert.AreEqual(ApkFault.NotFound, (await Assert.ThrowsExactlyAsync<ApkException>(() => DiscoverAsync(servers))).Fault);
    }

    private static RSAParameters Parameters()
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.Team.PublicKey.Pem);
        return rsa.ExportParameters(includePrivateParameters: false);
    }

    private static string Key(string id, byte[] modulus, byte[] exponent) =>
        $$"""{"kty":"RSA","kid":"{{id}}","use":"sig","alg":"RS256","n":"{{Base64Url.EncodeToString(modulus)}}","e":"{{Base64Url.EncodeToString(exponent)}}"}""";

    private static string KeySet(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static FakeServers Servers(string set) => new(request => request.RequestUri!.AbsoluteUri switch
    {
        Configuration => Bytes(Encoding.UTF8.GetBytes($$"""{"jwks_uri":"{{Set}}"}""")),
        Set => Bytes(Encoding.UTF8.GetBytes(set)),
        _ => Status(HttpStatusCode.NotFound),
    });

    private async Task<ApkException> FailsAsync(ApkFault fault, string set)
    {
        using FakeServers servers = Servers(set);
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => DiscoverAsync(servers));
        Assert.AreEqual(fault, e.Fault, e.Message);
        return e;
    }

    private async Task<IEnumerable<PublicKey>> DiscoverAsync(HttpMessageHandler handler, string location = Repository)
    {
        using KeyDiscovery discovery = new(handler, credentials: null);
        return await discovery.DiscoverAsync(location, allowHttp: false, TestContext.CancellationToken);
    }

    private sealed class All : IRepositoryCredentials
    {
        public ValueTask<RepositoryCredential?> FindAsync(RepositoryOrigin origin, CancellationToken cancellationToken) =>
            ValueTask.FromResult(RepositoryCredential.TryBearer("abc", "the test", out RepositoryCredential? credential) ? credential : null);
    }
}
