using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Packages;

[TestClass]
public sealed class PackageInfoText_lines
{
    private const string Hash = "fb2e6aef71e85e7eb738d8029b1939d779034b14e23168fd27238e10cd908ed0";
    private const string Minimal = $"pkgname = a\npkgver = 1-r0\narch = x86_64\ndatahash = {Hash}\n";

    private static readonly PackageInfo Full = new()
    {
        Name = "hello-web", Version = PackageVersion.Parse("1.4.0_rc1-r3"), Architecture = "aarch64", Description = "Grüße = hello; \"quoted\" # here", Url = "https://example.org/?a=b",
        InstalledSize = 8192, Origin = "hello", Commit = "abc", Maintainer = "Team <team@example.org>", License = "MIT AND ISC", BuildDate = 1700000000,
        Depends = [DependencyAtom.Parse("aspnet-10-runtime"), DependencyAtom.Parse("so:libc.so.6"), DependencyAtom.Parse("!musl"), DependencyAtom.Parse("x~1.2")],
        Provides = [Provide.Parse("cmd:hello=1.4.0-r3"), Provide.Parse("virtual")], InstallIf = [DependencyAtom.Parse("docs"), DependencyAtom.Parse("hello-web=1.4.0-r3")],
        Replaces = [DependencyAtom.Parse("old<2")], ReplacesPriority = 2, ProviderPriority = 100, Triggers = ["/usr/share/*", "/etc/*"], DataHash = Hash,
    };

    [TestMethod]
    public void Are_written_as_the_golden_says_and_read_back()
    {
        byte[] text = PackageInfoText.Write(Full);
        Golden.Verify("Wolfi.Apk.Tests", "pkginfo", "txt", Encoding.UTF8.GetString(text));
        Assert.AreEqual(PackageText.Describe(Full), PackageText.Describe(PackageInfoText.Parse(text, "x")));
    }

    [TestMethod]
    public void Leave_out_what_is_empty() =>
        Assert.AreEqual(
            $"# Written by Wolfi.Containers.Sdk\npkgname = a\npkgver = 1-r0\narch = x86_64\nsize = 0\ndatahash = {Hash}\n",
            Encoding.UTF8.GetString(PackageInfoText.Write(PackageInfoText.Parse(Encoding.UTF8.GetBytes(Minimal), "x"))));

    [TestMethod]
    public void Are_read_as_apk_reads_them()
    {
        PackageInfo info = Parse(Minimal + "# comment\n\nurl = \ndepend = a b  c>1\nlicense = Ruby\nlicense = BSD-2-Clause\nlicense = Ruby\npackager = me\nprovider_priority = -1\n");
        Assert.AreEqual("a b c>1", string.Join(' ', info.Depends));
        Assert.AreEqual("Ruby AND BSD-2-Clause", info.License);
        Assert.AreEqual("", info.Url);
        Assert.AreEqual(0, info.ProviderPriority);
        Assert.AreEqual("no newline", Parse(Minimal + "pkgdesc = no newline").Description);
    }

    [TestMethod]
    [DataRow("depend=foo", 5, "is not 'key = value'")]
    [DataRow(" = foo", 5, "is not 'key = value'")]
    [DataRow("depend = foo\u0007", 5, "control character")]
    [DataRow("depend = foo\r", 5, "control character")]
    [DataRow("depend = a(1", 5, "the depend 'a(1'")]
    [DataRow("provides = a>1", 5, "the provides 'a>1'")]
    [DataRow("pkgname = b", 5, "pkgname a second time")]
    [DataRow("size = many", 5, "the size 'many', which is not a number")]
    [DataRow("size = -1", 5, "which is not a number")]
    [DataRow("builddate = 9999999999999999999", 5, "which is not a number")]
    public void That_are_wrong_are_named_by_number(string line, int number, string words)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => Parse(Minimal + line + "\n"));
        Assert.AreEqual(ApkFault.MalformedPackageInfo, e.Fault);
        StringAssert.Contains(e.Message, $"hello.apk: line {number} of .PKGINFO", StringComparison.Ordinal);
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("pkgname = a\n", "", "no pkgname")]
    [DataRow("pkgver = 1-r0\n", "", "no pkgver")]
    [DataRow("arch = x86_64\n", "", "no arch")]
    [DataRow("pkgname = a", "pkgname = ../a", "the name '../a'")]
    [DataRow("pkgver = 1-r0", "pkgver = 1/../2", "the version '1/../2'")]
    [DataRow("arch = x86_64", "arch = ../x", "the architecture '../x'")]
    public void Say_who_the_package_is(string good, string bad, string words)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(() => Parse(Minimal.Replace(good, bad, StringComparison.Ordinal)));
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Are_UTF8()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(Minimal), .. "pkgdesc = "u8, 0xff, (byte)'\n'];
        ApkException e = Assert.ThrowsExactly<ApkException>(() => PackageInfoText.Parse(text, "hello.apk"));
        StringAssert.Contains(e.Message, "line 5 of .PKGINFO is not UTF-8", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("two\nlines")]
    [DataRow("bell\u0007")]
    [DataRow(" leading")]
    [DataRow("trailing ")]
    public void Are_never_broken_by_a_value(string value) =>
        Assert.AreEqual(ApkFault.MalformedPackageInfo, Assert.ThrowsExactly<ApkException>(() => PackageInfoText.Write(Full with { Description = value })).Fault);

    private static PackageInfo Parse(string text) => PackageInfoText.Parse(Encoding.UTF8.GetBytes(text), "hello.apk");
}
