using Wolfi.Apk.Solving;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>Tags and name rules of repositories.</summary>
[TestClass]
public sealed class Solver_repositories
{
    [TestMethod]
    [DataRow("a", "a=1", DisplayName = "A tagged repository is not used unasked")]
    [DataRow("a@edge", "a=2", DisplayName = "Asked for with the tag")]
    [DataRow("b@edge", "b=2 D:c=2", DisplayName = "Its dependencies may come from there when needed")]
    [DataRow("e@edge", "e=2", DisplayName = "But not when they need not")]
    [DataRow("d", "error", DisplayName = "Only there, without the tag")]
    [DataRow("d@edge", "d=1", DisplayName = "Only there, with the tag")]
    [DataRow("a@edge<2", "a=1", DisplayName = "The bound comes before the tag")]
    [DataRow("a@nowhere", "error", DisplayName = "A tag that no repository has")]
    [DataRow("f", "error", DisplayName = "A dependency that is only there, without the tag")]
    public void Tag_pins(string world, string expected)
    {
        var main = Worlds.Repository("a=1\nb=1\nc=1\ne=1\nx=1\nf=1 D:d");
        var edge = Worlds.Tagged("edge", "a=2\nb=2 D:c=2\nc=2\nd=1\ne=2 D:x\nx=2");
        string answer = Worlds.Answer(world, main, edge);

        expected = expected switch { "b=2 D:c=2" => "c=2 b=2", "e=2" => "x=1 e=2", _ => expected };
        Assert.AreEqual(expected, answer);
        Assert.AreEqual(expected, Worlds.Answer(world, edge, main), "repositories reversed");
    }

    // C67, C68
    [TestMethod]
    [DataRow("so:ssl", "libssl=3", DisplayName = "C67: a provide outside the rules does not win by version")]
    [DataRow("libssl", "libssl=3", DisplayName = "C68: nor a package of that name")]
    [DataRow("acme-app", "libssl=3 acme-app=1", DisplayName = "Its own names come from it, others' from others")]
    [DataRow("acme-lib", "acme-lib=2", DisplayName = "C68: a name of the rules comes from no other repository")]
    [DataRow("so:acme", "acme-lib=2", DisplayName = "A provide that no other has may be used")]
    [DataRow("evil", "error", DisplayName = "A package outside the rules does not exist")]
    [DataRow("glibc", "glibc=1", DisplayName = "C67: no install_if on others' packages")]
    [DataRow("acme-lib docs", "acme-lib=2 docs=1 acme-doc=1", DisplayName = "install_if on its own")]
    [DataRow("acme-ssl", "acme-ssl=1", DisplayName = "A package that claims another's name may be asked for alone")]
    [DataRow("acme-ssl so:ssl", "error", DisplayName = "But not beside the owner")]
    public void Rules_bind(string world, string expected)
    {
        var main = Worlds.Repository("libssl=3 p:so:ssl=3\nacme-lib=9\nglibc=1\ndocs=1");
        var acme = Worlds.WithRules("acme-*", "libssl=9\nevil=1 p:so:ssl=99\nacme-app=1 D:so:ssl\nacme-lib=2 p:so:acme=1\nacme-spy=1 i:glibc\nacme-doc=1 i:acme-lib docs\nacme-ssl=1 p:so:ssl=9999 k:4294967295");

        Assert.AreEqual(expected, Worlds.Answer(world, main, acme));
        Assert.AreEqual(expected, Worlds.Answer(world, acme, main), "repositories reversed");
    }

    [TestMethod]
    [DataRow("acme-*", "acme-lib", true)]
    [DataRow("acme-*", "acme", false)]
    [DataRow("acme-*", "xacme-lib", false)]
    [DataRow("*", "anything", true)]
    [DataRow("", "", true)]
    [DataRow("", "a", false)]
    [DataRow("*-acme", "lib-acme", true)]
    [DataRow("*-acme", "lib-acme2", false)]
    [DataRow("a*b*c", "aXbYbZc", true)]
    [DataRow("a*b*c", "aXbYbZ", false)]
    [DataRow("lib?", "libx", false)]
    [DataRow("Acme", "acme", false)]
    public void Pattern_matches(string pattern, string name, bool expected) => Assert.AreEqual(expected, PackagePatterns.Matches(pattern, name));

    // J151
    [TestMethod]
    [Timeout(10_000)]
    public void Pattern_of_many_stars_ends_soon() =>
        Assert.IsFalse(PackagePatterns.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 10_000)));
}
