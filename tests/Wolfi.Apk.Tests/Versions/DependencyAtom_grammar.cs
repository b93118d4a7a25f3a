using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

[TestClass]
public sealed class DependencyAtom_grammar
{
    [TestMethod]
    [DataRow("glibc", "glibc", false, null, VersionOperator.Any, null)]
    [DataRow("so:libc.so.6", "so:libc.so.6", false, null, VersionOperator.Any, null)]
    [DataRow("so:libfoo.so.1[64bit]", "so:libfoo.so.1[64bit]", false, null, VersionOperator.Any, null)]
    [DataRow("/bin/sh", "/bin/sh", false, null, VersionOperator.Any, null)]
    [DataRow("cmd:g++=1", "cmd:g++", false, null, VersionOperator.Equal, "1")]
    [DataRow("!musl", "musl", true, null, VersionOperator.Any, null)]
    [DataRow("!musl<2-r1", "musl", true, null, VersionOperator.Less, "2-r1")]
    [DataRow("a=1.0-r0", "a", false, null, VersionOperator.Equal, "1.0-r0")]
    [DataRow("a<1", "a", false, null, VersionOperator.Less, "1")]
    [DataRow("a<=1", "a", false, null, VersionOperator.LessOrEqual, "1")]
    [DataRow("a>1", "a", false, null, VersionOperator.Greater, "1")]
    [DataRow("a>=1", "a", false, null, VersionOperator.GreaterOrEqual, "1")]
    [DataRow("a~1.2", "a", false, null, VersionOperator.Fuzzy, "1.2")]
    [DataRow("a=~1.2", "a", false, null, VersionOperator.Fuzzy, "1.2")]
    [DataRow("a~=1.2", "a", false, null, VersionOperator.Fuzzy, "1.2")]
    [DataRow("a<~1.2", "a", false, null, VersionOperator.LessOrFuzzy, "1.2")]
    [DataRow("a>~1.2", "a", false, null, VersionOperator.GreaterOrFuzzy, "1.2")]
    [DataRow("a==1.2", "a", false, null, VersionOperator.Equal, "1.2")]
    [DataRow("a=<1.2", "a", false, null, VersionOperator.LessOrEqual, "1.2")]
    [DataRow("a=>1.2", "a", false, null, VersionOperator.GreaterOrEqual, "1.2")]
    [DataRow("a<=~1.2", "a", false, null, VersionOperator.LessOrFuzzy, "1.2")]
    [DataRow("a@edge", "a", false, "edge", VersionOperator.Any, null)]
    [DataRow("a@edge=1", "a", false, "edge", VersionOperator.Equal, "1")]
    [DataRow("a><Q15ngl7BSnpRVvN8nmI1WI8OYxae0=", "a", false, null, VersionOperator.Checksum, "Q15ngl7BSnpRVvN8nmI1WI8OYxae0=")]
    public void Reads(string text, string name, bool conflict, string? tag, VersionOperator bound, string? version)
    {
        DependencyAtom atom = DependencyAtom.Parse(text);

        Assert.AreEqual(new DependencyAtom { Name = name, IsConflict = conflict, Tag = tag, Operator = bound, Version = version }, atom);
        Assert.AreEqual(atom, DependencyAtom.Parse(atom.ToString()));
    }

    // C70: an odd operator is honoured or an error, never "any version".
    [TestMethod]
    [DataRow("")]
    [DataRow("!")]
    [DataRow("!!a")]
    [DataRow("=1")]
    [DataRow("a=")]
    [DataRow("a>=")]
    [DataRow("a<>1")]
    [DataRow("a<=>1")]
    [DataRow("a>=<1")]
    [DataRow("a<~>1")]
    [DataRow("a>1<2")]
    [DataRow("a=v1")]
    [DataRow("a=1.0ab")]
    [DataRow("a=1@edge")]
    [DataRow("a@")]
    [DataRow("a@=1")]
    [DataRow("a@x@y")]
    [DataRow("a@x/y")]
    [DataRow("a b")]
    [DataRow("a\tb")]
    [DataRow("a\n")]
    [DataRow("a;b")]
    [DataRow("a$b")]
    [DataRow("a*")]
    [DataRow("ä")]
    [DataRow("a><1.0")]
    [DataRow("a><Q1")]
    [DataRow("a><Q1AAAA")]
    [DataRow("a><Q25ngl7BSnpRVvN8nmI1WI8OYxae0=")]
    [DataRow("a=Q15ngl7BSnpRVvN8nmI1WI8OYxae0=")]
    [DataRow("a=1000000000000000000")]
    public void Refuses(string text)
    {
        Assert.IsFalse(DependencyAtom.TryParse(text, out _));
        Assert.AreEqual(ApkFault.InvalidName, Assert.ThrowsExactly<ApkException>(() => DependencyAtom.Parse(text)).Fault);
    }

    [TestMethod]
    public void An_endless_name_is_refused_and_the_message_stays_short()
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => DependencyAtom.Parse(new string('a', 100_000)));

        Assert.IsLessThan(200, e.Message.Length);
    }

    [TestMethod]
    [DataRow("a", null, true)]
    [DataRow("a", "1", true)]
    [DataRow("a=1", null, false)]
    [DataRow("a=1.0", "1.0", true)]
    [DataRow("a=1.0", "1.0-r0", false)]
    [DataRow("a=10.0.110", "10.0.110-r0", false)]
    [DataRow("a~10.0.110", "10.0.110-r0", true)]
    [DataRow("a<2", "1", true)]
    [DataRow("a<2", "2", false)]
    [DataRow("a<2", "2_rc1", true)]
    [DataRow("a<=2", "2", true)]
    [DataRow("a<=2", "2-r0", false)]
    [DataRow("a>2", "2", false)]
    [DataRow("a>2", "2-r0", true)]
    [DataRow("a>=2", "2", true)]
    [DataRow("a>=2", "1", false)]
    [DataRow("a~1.2", "1.2.3-r4", true)]
    [DataRow("a~1.2", "1.23", false)]
    [DataRow("a~1.2", null, false)]
    [DataRow("a<~1.2", "1.2.9", true)]
    [DataRow("a<~1.2", "1.1", true)]
    [DataRow("a<~1.2", "1.3", false)]
    [DataRow("a>~1.2", "1.2.9", true)]
    [DataRow("a>~1.2", "1.3", true)]
    [DataRow("a>~1.2", "1.1", false)]
    [DataRow("a>~1.2", "1.2_rc1", true)]
    [DataRow("a><Q15ngl7BSnpRVvN8nmI1WI8OYxae0=", "1", false)]
    public void Admits_versions_as_its_operator_says(string atom, string? version, bool expected) =>
        Assert.AreEqual(expected, DependencyAtom.Parse(atom).Admits(version is null ? null : PackageVersion.Parse(version)));

    [TestMethod]
    [DataRow("so:libc.so.6=6", "so:libc.so.6", "6")]
    [DataRow("dotnet", "dotnet", null)]
    [DataRow("cmd:7z=2601-r2", "cmd:7z", "2601-r2")]
    public void Provide_reads(string text, string name, string? version)
    {
        Provide provide = Provide.Parse(text);

        Assert.AreEqual(name, provide.Name);
        Assert.AreEqual(version, provide.Version?.ToString());
        Assert.AreEqual(text, provide.ToString());
    }

    [TestMethod]
    public void Provide_reads_a_conflict_mark_as_apk_does() => Assert.AreEqual(new Provide("a", null), Provide.Parse("!a"));

    [TestMethod]
    [DataRow("")]
    [DataRow("=1")]
    [DataRow("a=")]
    [DataRow("a>1")]
    [DataRow("a~1")]
    [DataRow("!")]
    [DataRow("!!a")]
    [DataRow("a@x")]
    [DataRow("a=1=2")]
    [DataRow("a b")]
    public void Provide_refuses(string text) => Assert.IsFalse(Provide.TryParse(text, out _));
}
