namespace Wolfi.Apk.Tests.Solving;

/// <summary>Which of several packages is chosen.</summary>
[TestClass]
public sealed class Solver_choice
{
    [TestMethod]
    [DataRow("a", "a=1\na=2\na=1.5", "a=2", DisplayName = "The highest version wins")]
    [DataRow("a<2", "a=1\na=2", "a=1", DisplayName = "A bound of the world is kept")]
    [DataRow("a=1", "a=1\na=1-r0", "a=1", DisplayName = "Equal is exact")]
    [DataRow("a~1", "a=1\na=1-r0\na=2", "a=1-r0", DisplayName = "Fuzzy takes the highest with that prefix")]
    [DataRow("a<~1.2", "a=1.2.9\na=1.3", "a=1.2.9", DisplayName = "C70: less or fuzzy")]
    [DataRow("a>~1.2 a<1.3", "a=1.1\na=1.2.9\na=1.3", "a=1.2.9", DisplayName = "C70: greater or fuzzy")]
    [DataRow("a~=1.2", "a=1.2.9\na=1.3", "a=1.2.9", DisplayName = "C70: the other spelling of fuzzy")]
    [DataRow("a=1.01", "a=1.1\na=1.01", "a=1.01", DisplayName = "A leading zero tells versions apart")]
    [DataRow("a", "a=1_rc1\na=1_alpha9", "a=1_rc1", DisplayName = "Order of versions before the release")]
    [DataRow("a", "a=1 D:b\nb=1", "b=1 a=1", DisplayName = "A dependency comes along")]
    [DataRow("a", "a=1 D:b<2\nb=1\nb=2", "b=1 a=1", DisplayName = "A bound of a package is kept")]
    [DataRow("a", "a=1\na=2 D:b", "error", DisplayName = "As in apk, a version whose dependency nobody has is no reason to take an older one")]
    [DataRow("a !b", "a=1\na=2 D:b\nb=1", "a=1", DisplayName = "A version whose dependency became impossible is passed over")]
    [DataRow("a !c", "a=1\na=2 D:b\nb=1 D:c\nc=1", "error", DisplayName = "But, as in apk, only one step ahead")]
    [DataRow("a b", "a=1 D:c<2\nb=1 D:c>1\nc=1\nc=1.5\nc=2", "c=1.5 a=1 b=1", DisplayName = "Two bounds meet in the middle")]
    [DataRow("a", "a=1 D:b\nb=1 D:a", "b=1 a=1", DisplayName = "C64: a cycle ends")]
    [DataRow("a", "a=1 D:a", "a=1", DisplayName = "C64: a package that needs itself")]
    [DataRow("a a a>0", "a=1", "a=1", DisplayName = "The world may repeat itself")]
    [DataRow("", "a=1", "", DisplayName = "An empty world")]
    [DataRow("a", "a=1 X:unknown field\na=0.5", "a=0.5", DisplayName = "An unusable record is no candidate")]
    [DataRow("a", "a=2 A:aarch64\na=1", "a=1", DisplayName = "A27: another architecture is no candidate")]
    [DataRow("a", "a=2 A:noarch\na=1", "a=2", DisplayName = "noarch fits")]
    [DataRow("d", "d=1 D:e\ne=1\ne=2 D:d nowhere", "e=1 d=1", DisplayName = "What the world asks for is decided before what it needs")]
    [DataRow("Z a", "Z=1 D:p\na=1 D:p\nq=1 p:p=1\nr=1 p:p=2", "r=1 Z=1 a=1", DisplayName = "Names with capitals")]
    [DataRow("b a", "a=1 D:x\na=2 D:y\nb=1 D:!y\nx=1\ny=1", "x=1 a=1 b=1", DisplayName = "A conflict steers the choice")]
    [DataRow("a", "a=1 D:p\nq=1 p:p=1\nr=1 p:p=2", "r=1 a=1", DisplayName = "The higher provided version wins, whatever the package's own")]
    [DataRow("a", "a=1 D:p\nq=9 p:p=1\nr=1 p:p=1", "q=9 a=1", DisplayName = "Equal provides: the higher package version")]
    [DataRow("a", "a=1 D:p\nq=1 p:p=1 k:1\nr=9 p:p=1", "q=1 a=1", DisplayName = "Priority comes before the package's version")]
    [DataRow("a", "a=1 D:p\nq=1 p:p=2\nr=9 p:p=1 k:99", "q=1 a=1", DisplayName = "The provided version comes before priority")]
    [DataRow("a", "a=1 D:p\nr=1 p:p=1 t:5\nq=1 p:p=1 t:4", "r=1 a=1", DisplayName = "Then the later build")]
    [DataRow("a", "a=1 D:p\nr=1 p:p=1\nq=1 p:p=1", "q=1 a=1", DisplayName = "Then the name")]
    public void Follows_the_rules(string world, string packages, string expected)
    {
        Assert.AreEqual(expected, Worlds.Answer(world, packages));
        Assert.AreEqual(expected, Worlds.Answer(world, string.Join('\n', packages.Split('\n').Reverse())), "records reversed");
    }

    [TestMethod]
    public void Earlier_repository_wins_between_equals()
    {
        var first = Worlds.Repository("q=1 p:p=1", new() { Location = "/first" });
        var second = Worlds.Repository("o=1 p:p=1 t:99", new() { Location = "/second" });

        Assert.AreEqual("q=1", Worlds.Answer("p", first, second));
        Assert.AreEqual("o=1", Worlds.Answer("p", second, first));
    }

    [TestMethod]
    public void Higher_version_wins_over_the_earlier_repository()
    {
        var first = Worlds.Repository("q=1 p:p=1");
        var second = Worlds.Repository("q=2 p:p=1");

        Assert.AreEqual("q=2", Worlds.Answer("p", first, second));
        Assert.AreEqual("q=2", Worlds.Answer("p", second, first));
    }

    [TestMethod]
    public void Checksum_picks_the_very_package()
    {
        string wanted = Worlds.Record("a=1 t:2").Checksum;

        var answer = (Wolfi.Apk.Solving.Resolution.Resolved)Worlds.Solve("a><" + wanted, Worlds.Repository("a=1 t:1"), Worlds.Repository("a=1 t:2\na=9"), Worlds.Repository("a=1 t:3"));

        Assert.AreEqual(wanted, answer.Packages.Single().Record.Checksum);
    }

    // A22: within one repository the index reader refuses it.
    [TestMethod]
    public void Two_packages_of_one_name_and_version_in_two_repositories_are_a_choice()
    {
        var answer = (Wolfi.Apk.Solving.Resolution.Resolved)Worlds.Solve("a", Worlds.Repository("a=1 t:1"), Worlds.Repository("a=1 t:2"));

        Assert.AreEqual(1, answer.Packages.Single().Record.BuildTime);
    }

    [TestMethod]
    public void Records_that_nothing_asks_for_do_not_disturb()
    {
        Assert.AreEqual("a=1", Worlds.Answer("a", "a=1\nz=1 D:nowhere p:so:z=1\ny=1 D:!a"));
    }
}
