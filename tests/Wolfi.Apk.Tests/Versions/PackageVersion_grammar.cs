using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

[TestClass]
public sealed class PackageVersion_grammar
{
    [TestMethod]
    [DataRow("1")]
    [DataRow("0")]
    [DataRow("1.0")]
    [DataRow("1a")]
    [DataRow("1.0a")]
    [DataRow("1.0_p")]
    [DataRow("1.0_p1_git2_rc3")]
    [DataRow("1.0~0123456789abcdef")]
    [DataRow("1.0-r0")]
    [DataRow("1.0a_beta2~ff-r12")]
    [DataRow("999999999999999999.999999999999999999_p999999999999999999-r999999999999999999")]
    public void Accepts_and_keeps_the_text(string text) => Assert.AreEqual(text, PackageVersion.Parse(text).ToString());

    // A case of group C: 71 (overflow, hash, forty suffixes).
    [TestMethod]
    [DataRow("")]
    [DataRow("1.")]
    [DataRow("1..0")]
    [DataRow(".1")]
    [DataRow("1.0ab")]
    [DataRow("1.0A")]
    [DataRow("1.0a1")]
    [DataRow("1.0a.1")]
    [DataRow("1.0_foo")]
    [DataRow("1.0_")]
    [DataRow("1.0_Alpha")]
    [DataRow("1.0_p1a")]
    [DataRow("1.0_p1.2")]
    [DataRow("1.0-1")]
    [DataRow("1.0-r")]
    [DataRow("1.0-")]
    [DataRow("1.0-r1-r2")]
    [DataRow("1.0-r1~abc")]
    [DataRow("1.0-r1_p1")]
    [DataRow("1.0-r1.2")]
    [DataRow("1.0~")]
    [DataRow("1.0~XYZ")]
    [DataRow("1.0~ABC")]
    [DataRow("1.0~ab~cd")]
    [DataRow("1.0~ab_p1")]
    [DataRow("v1")]
    [DataRow("a")]
    [DataRow("-1")]
    [DataRow("+1")]
    [DataRow(" 1")]
    [DataRow("1 ")]
    [DataRow("1\n")]
    [DataRow("1,0")]
    [DataRow("1/0")]
    [DataRow("../1")]
    [DataRow("1.0+build")]
    [DataRow("\u0661")]
    [DataRow("1.\uff11")]
    [DataRow("1000000000000000000")]
    [DataRow("0000000000000000001")]
    [DataRow("18446744073709551616")]
    [DataRow("1.1000000000000000000")]
    [DataRow("1.0_p1000000000000000000")]
    [DataRow("1.0-r1000000000000000000")]
    public void Refuses(string text)
    {
        Assert.IsFalse(PackageVersion.TryParse(text, out _));
        ApkException e = Assert.ThrowsExactly<ApkException>(() => PackageVersion.Parse(text));
        Assert.AreEqual(ApkFault.InvalidName, e.Fault);
    }

    // C71
    [TestMethod]
    public void Forty_suffixes_are_read_and_ordered()
    {
        string forty = "1.0" + string.Concat(Enumerable.Repeat("_p1", 40));
        PackageVersion longer = PackageVersion.Parse(forty + "_p1");

        Assert.IsGreaterThan(0, longer.CompareTo(PackageVersion.Parse(forty)));
        Assert.IsLessThan(0, PackageVersion.Parse(forty + "_alpha").CompareTo(PackageVersion.Parse(forty)));
    }

    [TestMethod]
    public void An_endless_version_is_refused() => Assert.IsFalse(PackageVersion.TryParse("1" + string.Concat(Enumerable.Repeat(".1", 300)), out _));
}
