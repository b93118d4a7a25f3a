using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

[TestClass]
public sealed class Names_and_architectures
{
    [TestMethod]
    [DataRow("glibc-2.43", true)]
    [DataRow("libstdc++", true)]
    [DataRow("Catch2", true)]
    [DataRow("7zip", true)]
    [DataRow("a_b.c", true)]
    [DataRow("", false)]
    [DataRow(".hidden", false)]
    [DataRow("..", false)]
    [DataRow("-a", false)]
    [DataRow("+a", false)]
    [DataRow("a/b", false)]
    [DataRow("a\\b", false)]
    [DataRow("so:a", false)]
    [DataRow("a b", false)]
    [DataRow("a%2e", false)]
    [DataRow("a?b", false)]
    [DataRow("a#b", false)]
    [DataRow("a\0", false)]
    [DataRow("ä", false)]
    public void Package_names(string name, bool expected) => Assert.AreEqual(expected, PackageNames.IsValidPackage(name));

    [TestMethod]
    public void Package_name_is_bounded()
    {
        Assert.IsTrue(PackageNames.IsValidPackage(new string('a', 128)));
        Assert.IsFalse(PackageNames.IsValidPackage(new string('a', 129)));
    }

    [TestMethod]
    [DataRow("x86_64", "amd64", "x64")]
    [DataRow("aarch64", "arm64", "arm64")]
    public void Architecture_has_three_names(string apk, string oci, string runtimeIdentifier)
    {
        Architecture expected = new(apk, oci, runtimeIdentifier);

        Assert.AreEqual(expected, Architectures.FromApk(apk));
        Assert.AreEqual(expected, Architectures.FromOci(oci));
        Assert.AreEqual(expected, Architectures.FromRuntimeIdentifier(runtimeIdentifier));
        Assert.IsNull(Architectures.FromApk("riscv"));
        Assert.IsNull(Architectures.FromApk(apk.ToUpperInvariant()));
    }

    [TestMethod]
    [DataRow("x86_64", true)]
    [DataRow("noarch", true)]
    [DataRow("", false)]
    [DataRow("..", false)]
    [DataRow("x86/64", false)]
    [DataRow("X86", false)]
    public void Architecture_names(string name, bool expected) => Assert.AreEqual(expected, Architectures.IsValidName(name));

    [TestMethod]
    [DataRow("x86_64", "x86_64", true)]
    [DataRow("noarch", "x86_64", true)]
    [DataRow("aarch64", "x86_64", false)]
    [DataRow("", "x86_64", false)]
    public void Architecture_fits(string package, string wanted, bool expected) => Assert.AreEqual(expected, Architectures.Fits(package, wanted));
}
