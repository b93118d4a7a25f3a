using FsCheck;
using FsCheck.Fluent;
using Wolfi.Oci.Registries;

namespace Wolfi.Oci.Tests.Registries;

[TestClass]
public sealed class Challenges
{
    [TestMethod]
    public void Are_read_from_one_line_or_several()
    {
        Assert.AreEqual("bearer realm=https://auth.example/token service=a, b scope=repository:app:pull,push", Shown("""Bearer realm="https://auth.example/token",service="a, b",scope="repository:app:pull,push" """));
        Assert.AreEqual("bearer realm=x|basic realm=y \"z\"", Shown("""BEARER realm=x , Basic realm="y \"z\"" """));
        Assert.AreEqual("basic realm=x|bearer realm=y", Shown("Basic realm=\"x\"", "Bearer realm=\"y\""));
        Assert.AreEqual("negotiate |basic realm=x", Shown("Negotiate, Basic Realm = \"x\", realm=\"second\""));
        Assert.AreEqual("", Shown("", ",,", "\"", "=", new string('a', 20_000)));
        Assert.AreEqual("basic realm=open", Shown("Basic realm=\"open"));
    }

    [TestMethod]
    public void Are_read_whatever_they_hold() => Prop.ForAll<string>(text =>
    {
        AuthChallenge.Parse([text ?? ""]);
        AuthChallenge.Parse(["Bearer " + text]);
        AuthChallenge.Parse([$"Bearer a=\"{text}"]);
    }).QuickCheckThrowOnFailure();

    private static string Shown(params string[] lines) => string.Join('|', AuthChallenge.Parse(lines).Select(challenge =>
        $"{challenge.Scheme} {string.Join(' ', challenge.Parameters.OrderBy(pair => "realm service scope".IndexOf(pair.Key, StringComparison.Ordinal)).Select(pair => $"{pair.Key}={pair.Value}"))}"));
}
