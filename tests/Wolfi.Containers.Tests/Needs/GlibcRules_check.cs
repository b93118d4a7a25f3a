using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class GlibcRules_check
{
    [TestMethod]
    [DataRow("2.43-r15", "2.43")]
    [DataRow("2.43-r15", "2.9")]
    [DataRow("2.43.1-r0", "2.43")]
    [DataRow("2.43-r15", null)]
    public void A_glibc_that_is_new_enough(string package, string? needed) => Check(package, needed, "so:libc.so.6");

    [TestMethod]
    public void No_glibc_at_all_where_none_is_installed() => Check("2.1-r0", "2.43", "so:libm.so.6");

    [TestMethod]
    public void A_glibc_that_is_older_than_the_machine_that_built_a_file_is_refused()
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Check("2.9-r1", "2.43", "so:libc.so.6"));

        Assert.AreEqual("WOLFI4050", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, "liba.so needs glibc 2.43, and the image has glibc-2 2.9-r1");
    }

    private static void Check(string package, string? needed, string provides)
    {
        ElfBuilder file = new() { Needed = ["libc.so.6"], Versions = needed is null ? [] : [("libc.so.6", ["GLIBC_2.2.5", $"GLIBC_{needed}"])] };
        IndexRecord record = new()
        {
            Name = "glibc-2",
            Version = PackageVersion.Parse(package),
            Architecture = "x86_64",
            Checksum = "Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            Provides = [Provide.Parse(provides + "=6")],
        };
        GlibcRules.Check(NeedsFinder_rules.Scan(("liba.so", file)).NativeFiles, [record]);
    }
}
