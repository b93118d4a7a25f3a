namespace Wolfi.Apk.Tests.Solving;

/// <summary>Provided names with and without version, conflicts, transitivity.</summary>
[TestClass]
public sealed class Solver_provides
{
    [TestMethod]
    [DataRow("so:x", "a=1 p:so:x=1", "a=1", DisplayName = "A versioned provide is chosen unasked")]
    [DataRow("so:x>1", "a=1 p:so:x=1\nb=1 p:so:x=2", "b=1", DisplayName = "The bound is on the provided version")]
    [DataRow("so:x>1", "a=9 p:so:x=1", "error", DisplayName = "Not on the package's own")]
    [DataRow("so:x=3", "a=3.6.3-r5 p:so:x=3 so-ver:x=3.6.3-r5", "a=3.6.3-r5", DisplayName = "Pairs of provides: by so")]
    [DataRow("so-ver:x>=3.6", "a=3.6.3-r5 p:so:x=3 so-ver:x=3.6.3-r5", "a=3.6.3-r5", DisplayName = "Pairs of provides: by so-ver")]
    [DataRow("mail", "a=1 p:mail", "error", DisplayName = "A provide without version is not chosen unasked, even when it is the only one")]
    [DataRow("mail", "a=1 p:mail\nb=1 p:mail", "error", DisplayName = "C66: nor one of several")]
    [DataRow("mail", "a=1 p:mail k:1\nb=1 p:mail k:2", "b=1", DisplayName = "The higher priority")]
    [DataRow("mail", "a=9 p:mail k:1\nb=1 p:mail", "a=9", DisplayName = "The one with a priority")]
    [DataRow("mail a", "a=1 p:mail\nb=1 p:mail k:2", "a=1", DisplayName = "One that is asked for by its name satisfies")]
    [DataRow("mail a", "a=1 p:mail\nb=1 p:mail", "a=1", DisplayName = "Also without any priority")]
    [DataRow("a b", "a=1 p:mail\nb=1 p:mail", "a=1 b=1", DisplayName = "Several may provide one name without version")]
    [DataRow("mail>1 a", "a=1 p:mail", "error", DisplayName = "A bound needs a provided version")]
    [DataRow("x z", "d=1 p:z\nf=1 p:z k:5\nx=1 D:y\ny=1\ny=2 D:d", "d=1 y=2 x=1", DisplayName = "A name without version that came along needs no further package")]
    [DataRow("b", "b=2 p:b k:9", "error", DisplayName = "A package that provides its own name without version")]
    [DataRow("a b", "a=1 p:x=1\nb=1 p:x=1", "error", DisplayName = "C65: two owners of one versioned name")]
    [DataRow("a b", "a=1 p:x=1\nb=1 p:x", "error", DisplayName = "C65: with and without version")]
    [DataRow("a x", "a=1 p:x=1\nx=2", "a=1", DisplayName = "A package that owns the name stands for it, whatever version the other has")]
    [DataRow("x a", "a=1 p:x=1\nb=1 D:x=2\nx=2", "a=1", DisplayName = "The version of the provide decides the name")]
    [DataRow("b", "a=1 p:x=1\nb=1 D:x=2\nx=2", "x=2 b=1", DisplayName = "A dependency picks the real package")]
    [DataRow("a b", "a=1 p:x=1\nb=1 D:x=2\nx=2", "error", DisplayName = "C65: the provider excludes the real package")]
    [DataRow("app", "app=1 D:so:foo.so.1\nlibfoo=1 p:so:foo.so.1=1\nlibfoo=2 p:so:foo.so.2=1", "libfoo=1 app=1", DisplayName = "An older version that provides what is needed")]
    [DataRow("app app2", "app=1 D:so:foo.so.1\napp2=1 D:so:foo.so.2\nlibfoo=1 p:so:foo.so.1=1\nlibfoo=2 p:so:foo.so.2=1", "error", DisplayName = "Two versions of one package are never installed")]
    [DataRow("self", "self=1 p:self", "error", DisplayName = "A package that provides itself")]
    [DataRow("self", "self=1 p:x=2 x=3", "error", DisplayName = "A package that provides a name twice")]
    [DataRow("jdk jre-headless", "base=1 p:jre-headless=1 jre=1\njdk=1 D:base\nother=2 p:jre-headless=2", "base=1 jdk=1", DisplayName = "What is needed by name decides a provided name")]
    [DataRow("a b", "a=1 D:dotnet\nb=1 D:dotnet>=9\nhost-9=9 p:dotnet=9\nhost-10=10 p:dotnet=10", "host-10=10 a=1 b=1", DisplayName = "One host for two runtimes")]
    public void Follow_the_rules(string world, string packages, string expected)
    {
        Assert.AreEqual(expected, Worlds.Answer(world, packages));
        Assert.AreEqual(expected, Worlds.Answer(world, string.Join('\n', packages.Split('\n').Reverse())), "records reversed");
    }

    [TestMethod]
    [DataRow("a !b", "a=1 D:b\nb=1", "error", DisplayName = "C69: the world's conflict is not ignored")]
    [DataRow("a !b", "a=1 D:b\nb=1\na=0.5", "a=0.5", DisplayName = "C69: an older version gets around it")]
    [DataRow("a b", "a=1 D:!b\nb=1", "error", DisplayName = "C69: a package's conflict is not ignored")]
    [DataRow("a b", "a=1 D:!b<2\nb=1\nb=2", "a=1 b=2", DisplayName = "C69: a bounded conflict")]
    [DataRow("a !b<2", "a=1 D:b\nb=1\nb=2", "b=2 a=1", DisplayName = "The world's bounded conflict")]
    [DataRow("!b", "b=1", "", DisplayName = "Only a conflict")]
    [DataRow("a", "a=1 D:!x p:x=1", "a=1", DisplayName = "No package conflicts with itself")]
    [DataRow("a b", "a=1 D:!x\nb=1 p:x=1", "error", DisplayName = "A conflict meets a provide")]
    [DataRow("a b", "a=1 D:!x\nb=1 p:x", "error", DisplayName = "A conflict meets a provide without version")]
    [DataRow("a b", "a=1 D:!x>1\nb=1 p:x", "a=1 b=1", DisplayName = "A bounded conflict does not meet a provide without version")]
    [DataRow("a c", "a=1 D:p\nb=2 p:p=2\nd=1 p:p=1\nc=1 D:!b", "d=1 a=1 c=1", DisplayName = "A conflict with the better provider leaves the other")]
    public void Conflicts_hold(string world, string packages, string expected)
    {
        Assert.AreEqual(expected, Worlds.Answer(world, packages));
        Assert.AreEqual(expected, Worlds.Answer(world, string.Join('\n', packages.Split('\n').Reverse())), "records reversed");
    }

    // C74: to a fixpoint.
    [TestMethod]
    [DataRow("a", "a=1\nad=1 i:a docs\ndocs=1", "a=1", DisplayName = "Not while one trigger is missing")]
    [DataRow("a docs", "a=1\nad=1 i:a docs\ndocs=1", "a=1 docs=1 ad=1", DisplayName = "All triggers there")]
    [DataRow("a docs", "a=1\nad=1 i:a<1 docs\ndocs=1", "a=1 docs=1", DisplayName = "A trigger's bound")]
    [DataRow("a", "a=1\nb=1 i:a\nc=1 i:b\nd=1 i:c", "a=1 b=1 c=1 d=1", DisplayName = "A chain")]
    [DataRow("a", "a=1\nb=1 i:a D:x\nx=1", "a=1 x=1 b=1", DisplayName = "Its dependencies come along")]
    [DataRow("a !x", "a=1\nb=1 i:a D:x\nx=1", "a=1", DisplayName = "One that can't be installed stays away")]
    [DataRow("a", "a=1\nb=1 i:a !c\nc=1", "a=1 b=1", DisplayName = "A conflict as trigger holds when absent")]
    [DataRow("a c", "a=1\nb=1 i:a !c\nc=1", "a=1 c=1", DisplayName = "And not when present")]
    [DataRow("a", "a=1 p:x=1\nb=1 i:x", "a=1 b=1", DisplayName = "A provided name triggers")]
    [DataRow("a !b", "a=1\nb=1 i:a", "a=1", DisplayName = "A conflict keeps it away")]
    [DataRow("a", "a=1\nb=1 i:a=1\nb=2 i:a=2", "b=1 a=1", DisplayName = "The version that fits")]
    public void Install_if_joins(string world, string packages, string expected)
    {
        Assert.AreEqual(string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal)), Worlds.Set(world, packages));
        Assert.AreEqual(string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal)), Worlds.Set(world, string.Join('\n', packages.Split('\n').Reverse())), "records reversed");
    }
}
