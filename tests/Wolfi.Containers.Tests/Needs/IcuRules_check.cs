using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class IcuRules_check
{
    private static readonly Need Icu = new() { Key = "icu", Atoms = [], Evidence = [] };

    [TestMethod]
    [DataRow("so:libicuuc.so.60")]
    [DataRow("so:libicuuc.so.78")]
    [DataRow("so:libicuuc.so.90")]
    [DataRow("so:libz.so.1")]
    public void Versions_that_the_runtime_loads_pass(string provides) => IcuRules.Check([Icu], [Record(provides)]);

    [TestMethod]
    public void One_of_several_is_enough() => IcuRules.Check([Icu], [Record("so:libicuuc.so.91"), Record("so:libicuuc.so.78")]);

    [TestMethod]
    public void Where_icu_is_no_need_nobody_asks() => IcuRules.Check([], [Record("so:libicuuc.so.91")]);

    [TestMethod]
    [DataRow("so:libicuuc.so.59")]
    [DataRow("so:libicuuc.so.91")]
    [DataRow("so:libicuuc.so.x")]
    public void All_others_are_refused(string provides)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => IcuRules.Check([Icu], [Record(provides)]));
        Assert.AreEqual("WOLFI4072", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, provides["so:".Length..], StringComparison.Ordinal);
    }

    private static IndexRecord Record(string provides) => new()
    {
        Name = "libicu",
        Version = PackageVersion.Parse("1.0-r0"),
        Architecture = "x86_64",
        Checksum = "Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        Provides = [Provide.Parse(provides + "=1")],
    };
}
