using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Tests.Sigstore;

[TestClass]
public sealed class Tokens_of_jobs
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Come_from_GitHubs_service()
    {
        using FakeSigstore fake = new();
        IdentityToken token = await GetAsync(new SigstoreSettings(), GitHub($"{fake.Url}/token?api-version=2.0"));
        Assert.AreEqual("repo:acme/app:ref:refs/heads/main", token.Subject);
        CollectionAssert.AreEqual(new[] { "GET /token?api-version=2.0&audience=sigstore" }, fake.Asked.ToArray());
        await GetAsync(new SigstoreSettings(), GitHub($"{fake.Url}/token"));
        Assert.AreEqual("GET /token?audience=sigstore", fake.Asked[^1]);
    }

    [TestMethod]
    public async Task Come_from_GitLabs_variable_a_variable_or_a_file()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("token"), FakeSigstore.Token("of the file") + "\n");
        (string, string)[] variables = [(IdentityTokens.TokenVariable, FakeSigstore.Token("of GitLab")), ("MINE", FakeSigstore.Token("of mine"))];
        Assert.AreEqual("of GitLab", (await GetAsync(new SigstoreSettings(), variables)).Subject);
        Assert.AreEqual("of mine", (await GetAsync(Named(KeyReferenceKind.Environment, "MINE"), variables)).Subject);
        Assert.AreEqual("of the file", (await GetAsync(Named(KeyReferenceKind.File, folder.Combine("token")), variables)).Subject);
        await FailsAsync("WOLFI7150", "the environment variable OTHER is not set", Named(KeyReferenceKind.Environment, "OTHER"), variables);
        File.WriteAllText(folder.Combine("token"), new string('a', 70_000));
        await FailsAsync("WOLFI7153", "no token has more than 65536", Named(KeyReferenceKind.File, folder.Combine("token")), variables);
    }

    [TestMethod]
    public async Task That_are_not_to_be_had_are_told_by_what_the_job_lacks()
    {
        StringAssert.Contains((await FailsAsync("WOLFI7151", "no permission", new(), ("GITHUB_ACTIONS", "true"))).Diagnostic.Advice, "'id-token: write'");
        StringAssert.Contains((await FailsAsync("WOLFI7152", "SIGSTORE_ID_TOKEN is not set", new(), ("GITLAB_CI", "true"))).Diagnostic.Advice, "'id_tokens:'");
        await FailsAsync("WOLFI7150", "neither SIGSTORE_ID_TOKEN nor ACTIONS_ID_TOKEN_REQUEST_URL is set", new());
        await FailsAsync("WOLFI7150", "no https URL", new(), GitHub("http://example.org/token"));
        await FailsAsync("WOLFI7150", "is no token", new(), (IdentityTokens.RequestUrlVariable, "https://example.org/token"));
    }

    [TestMethod]
    public async Task That_are_of_no_use_are_refused()
    {
        await FailsAsync("WOLFI7153", "The identity token expired at", new(), (IdentityTokens.TokenVariable, FakeSigstore.Token("s", claims => claims["exp"] = 1_000_000_000)));
        await FailsAsync("WOLFI7153", "aud is 'https://gitlab.com', not 'sigstore'", new(), (IdentityTokens.TokenVariable, FakeSigstore.Token("s", claims => claims["aud"] = "https://gitlab.com")));
        await FailsAsync("WOLFI7153", "is no JSON Web Token", new(), (IdentityTokens.TokenVariable, "secret"));
        using FakeSigstore fake = new();
        fake.Otherwise = (_, _, _) => new FakeAnswer(200, "{\"value\":7}"u8.ToArray());
        await FailsAsync("WOLFI7164", "value is not a string", new(), GitHub($"{fake.Url}/token"));
        fake.Otherwise = (_, _, _) => new FakeAnswer(403, "you are not request-secret"u8.ToArray());
        WolfiException refusal = await FailsAsync("WOLFI7154", "it answers with status 403 (what it says is not shown", new(), GitHub($"{fake.Url}/token"));
        Assert.DoesNotContain("request-secret", refusal.ToString());
    }

    private static (string, string)[] GitHub(string url) => [(IdentityTokens.RequestUrlVariable, url), (IdentityTokens.RequestTokenVariable, "request-secret")];

    private static SigstoreSettings Named(KeyReferenceKind kind, string place) => new() { Token = new KeyReference(kind, place, []) };

    private async Task<IdentityToken> GetAsync(SigstoreSettings settings, params (string Name, string Value)[] variables)
    {
        using ServiceClient client = new(Services.Quick, TimeProvider.System, _ => { });
        return await IdentityTokens.GetAsync(
            settings, name => variables.FirstOrDefault(variable => variable.Name == name).Value, client, TimeProvider.System, TestContext.CancellationToken);
    }

    private async Task<WolfiException> FailsAsync(string code, string message, SigstoreSettings settings, params (string Name, string Value)[] variables)
    {
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => GetAsync(settings, variables));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        StringAssert.Contains(failure.Message, message);
        Assert.IsFalse(variables.Any(variable => variable.Name == IdentityTokens.TokenVariable && failure.ToString().Contains(variable.Value, StringComparison.Ordinal)));
        return failure;
    }
}
