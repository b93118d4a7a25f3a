using System.Diagnostics;
using Wolfi.SupplyChain.Identities;

namespace Wolfi.SupplyChain.Tests.Identities;

[TestClass]
public sealed class Names_of_signers
{
    private const string Name = "https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main";

    [TestMethod]
    [DataRow("https://github.com/acme/.*", true)]
    [DataRow("https://github\\.com/acme/app/\\.github/workflows/(build|test)\\.yml@refs/(heads|tags)/.+", true)]
    [DataRow("^https://github\\.com/acme/.*$", true)]
    [DataRow(".*", true)]
    [DataRow("https://github.com/acme/", false)]
    [DataRow("acme", false)]
    [DataRow("acme/app|https://nobody", false)]
    [DataRow("nobody|https://github.com/acme/", false)]
    [DataRow("HTTPS://github.com/acme/.*", false)]
    [DataRow("https://github.com/acme/app/.github/workflows/build.yml@refs/heads/mai", false)]
    public void Match_an_expression_as_a_whole_or_not_at_all(string expression, bool isMatch) => Assert.AreEqual(isMatch, NamePattern.Matching(expression).IsMatch(Name));

    [TestMethod]
    public void I134_Are_no_match_of_an_expression_in_their_midst()
    {
        NamePattern pattern = NamePattern.Matching("https://github.com/acme/.*");
        Assert.IsTrue(pattern.IsMatch(Name));
        Assert.IsFalse(pattern.IsMatch("https://evil.example/?" + Name));
        Assert.IsFalse(pattern.IsMatch("x\n" + Name));
        Assert.IsFalse(NamePattern.Matching("https://github.com/acme/app").IsMatch("https://github.com/acme/app\n"));
        Assert.IsFalse(NamePattern.Exactly("https://github.com/acme/.*").IsMatch(Name));
        Assert.AreEqual(", of which the expression 'acme' matches only a part", NamePattern.Matching("acme").FaultOf(Name));
        Assert.AreEqual(", which the expression 'mallory' does not match", NamePattern.Matching("mallory").FaultOf(Name));
        Assert.AreEqual(", not 'acme'", NamePattern.Exactly("acme").FaultOf(Name));
    }

    [TestMethod]
    [DataRow("(")]
    [DataRow("a)|(b")]
    [DataRow("(?x)a#")]
    [DataRow("(a)\\1")]
    [DataRow("(?=a)b")]
    [DataRow("(?>a*)")]
    [DataRow("(a{1000}){1000}")]
    [DataRow("")]
    public void That_can_not_be_matched_in_linear_time_are_refused(string expression) =>
        Assert.AreEqual(EvidenceFault.UnusablePattern, Assert.ThrowsExactly<EvidenceException>(() => NamePattern.Matching(expression)).Fault);

    [TestMethod]
    public void Are_matched_in_linear_time()
    {
        NamePattern pattern = NamePattern.Matching("(a|a|aa|a*)*(a+)+b");
        Stopwatch watch = Stopwatch.StartNew();
        Assert.IsFalse(pattern.IsMatch(new string('a', Limits.NameCharacters)));
        Assert.IsLessThan(TimeSpan.FromSeconds(5), watch.Elapsed);
        Assert.AreEqual(EvidenceFault.UnusablePattern, Assert.ThrowsExactly<EvidenceException>(() => NamePattern.Exactly(new string('a', Limits.PatternCharacters + 1))).Fault);
    }
}
