using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.SupplyChain.Tests.Sigstore;

[TestClass]
public sealed class Identity_tokens
{
    [TestMethod]
    public void Tell_who_vouches_for_whom_and_until_when()
    {
        IdentityToken token = IdentityToken.Parse($" {FakeSigstore.Token()}\n", "It");
        Assert.AreEqual((FakeSigstore.Issuer, "repo:acme/app:ref:refs/heads/main"), (token.Issuer, token.Subject));
        Assert.IsTrue(token.Expires > DateTimeOffset.UtcNow);
        Assert.AreEqual($"{FakeSigstore.Issuer}\nrepo:acme/app:ref:refs/heads/main\n{FakeSigstore.Identity}\n\n", token.Source);
        Assert.AreEqual("dev@example.org", IdentityToken.Parse(FakeSigstore.Token("1234", Mail(true)), "It").Subject);
        Assert.AreEqual("dev@example.org", IdentityToken.Parse(FakeSigstore.Token("1234", Mail("true")), "It").Subject);
        Assert.AreEqual("s", IdentityToken.Parse(FakeSigstore.Token("s", claims => claims["aud"] = new JsonArray("other", "sigstore")), "It").Subject);
    }

    [TestMethod]
    public void Show_nothing_of_themselves_and_know_themselves_in_texts()
    {
        string text = FakeSigstore.Token();
        IdentityToken token = IdentityToken.Parse(text, "It");
        Assert.AreEqual("an identity token", $"{token}");
        Assert.IsTrue(token.IsIn($"invalid token {text}"));
        Assert.IsTrue(token.IsIn($"invalid token {text[..20]}…"));
        Assert.IsTrue(token.IsIn(text[(text.LastIndexOf('.') + 1)..]));
        Assert.IsFalse(token.IsIn("invalid token"));
        Assert.IsTrue(IdentityToken.IsLike(text));
        Assert.IsFalse(IdentityToken.IsLike("tokens/job.jwt"));
    }

    public static IEnumerable<object[]> Refusals() =>
    [
        ["It is no JSON Web Token", ""],
        ["It is no JSON Web Token", "a.b"],
        ["It is no JSON Web Token", "a.b.c.d"],
        ["It is no JSON Web Token", "e30.e30=.!"],
        ["It is no JSON Web Token", FakeSigstore.Token() + "."],
        ["at most 32768 are read", new string('a', 40_000)],
        ["The content of it is not UTF-8 text", "e30.__8.e30"],
        ["The content of it is not an object", "e30.W10.e30"],
        ["The content of it lacks 'aud'", "e30.e30.e30"],
        ["aud is 'https://github.com/acme', not 'sigstore'", FakeSigstore.Token("s", claims => claims["aud"] = "https://github.com/acme")],
        ["lacks 'sub'", FakeSigstore.Token("s", claims => claims.Remove("sub"))],
        ["sub is empty", FakeSigstore.Token("")],
        ["lacks 'iss'", FakeSigstore.Token("s", claims => claims.Remove("iss"))],
        ["lacks 'exp'", FakeSigstore.Token("s", claims => claims.Remove("exp"))],
        ["exp is no time", FakeSigstore.Token("s", claims => claims["exp"] = long.MaxValue)],
        ["exp is not a whole number of 64 bits", FakeSigstore.Token("s", claims => claims["exp"] = "soon")],
        ["names an e-mail address that is not verified", FakeSigstore.Token("s", Mail(false))],
        ["names an e-mail address that is not verified", FakeSigstore.Token("s", claims => claims["email"] = "dev@example.org")],
    ];

    [TestMethod]
    [DynamicData(nameof(Refusals))]
    public void That_are_none_are_refused_without_a_word_of_them(string message, string text)
    {
        EvidenceException refusal = Assert.ThrowsExactly<EvidenceException>(() => IdentityToken.Parse(text, "It"));
        StringAssert.Contains(refusal.Message, message);
        Assert.IsFalse(text.Split('.').Any(part => part.Length > 3 && refusal.ToString().Contains(part, StringComparison.Ordinal)), refusal.Message);
    }

    private static Action<JsonObject> Mail(JsonNode verified) => claims =>
    {
        claims["email"] = "dev@example.org";
        claims["email_verified"] = verified;
    };
}
