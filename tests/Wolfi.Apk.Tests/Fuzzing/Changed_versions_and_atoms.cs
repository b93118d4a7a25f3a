using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Fuzzing;

[TestClass]
public sealed class Changed_versions_and_atoms
{
    private static readonly string[] Versions =
        ["1", "1.2.3-r4", "2.43_rc1_git20260101~0123abcdef-r15", "01.002.0a_alpha_beta1_p-r0", "999999999999999999.999999999999999999", "20260413-r1"];

    private static readonly string[] Atoms =
    [
        "glibc", "!musl<2-r1", "zlib@edge>=1.3", "so:libssl.so.3=3", "pc:zlib~1.2", "a=~1.2", "a~=1.2", "a<~1.2", "a>~1.2-r3", "cmd:g++", "/bin/sh",
        "a><Q15ngl7BSnpRVvN8nmI1WI8OYxae0=", "so:libfoo.so.1[64bit]==1.0_rc1~ab-r9",
    ];

    [TestMethod]
    public void Are_versions_with_a_place_in_the_order_or_refused()
    {
        PackageVersion[] known = [.. Versions.Select(PackageVersion.Parse)];
        Fuzzer.Run(Seeds(Versions), bytes =>
        {
            string text = Encoding.Latin1.GetString(bytes);
            PackageVersion version = PackageVersion.Parse(text);
            Assert.AreEqual(text, version.ToString());
            Assert.AreEqual(0, version.CompareTo(PackageVersion.Parse(text)));
            Assert.IsTrue(version.StartsWith(version));
            foreach (PackageVersion other in known)
            {
                Assert.AreEqual(Math.Sign(version.CompareTo(other)), -Math.Sign(other.CompareTo(version)));
                Assert.AreEqual(version.CompareTo(other) == 0, version.Equals(other) && version.GetHashCode() == other.GetHashCode());
            }
        });
    }

    // C70: what holds a character of an operator is never "any version".
    [TestMethod]
    public void Are_dependencies_that_mean_what_they_say_or_refused() =>
        Fuzzer.Run(Seeds(Atoms), bytes =>
        {
            string text = Encoding.Latin1.GetString(bytes);
            DependencyAtom atom = DependencyAtom.Parse(text);
            Assert.AreEqual(text.AsSpan().ContainsAny("<>=~"), atom.Operator != VersionOperator.Any);
            Assert.AreEqual(atom.Operator == VersionOperator.Any, atom.Version is null);
            Assert.AreEqual(text[0] == '!', atom.IsConflict);
            Assert.AreEqual(text.Contains('@', StringComparison.Ordinal), atom.Tag is not null);
            Assert.AreEqual(atom, DependencyAtom.Parse(atom.ToString()));
            Assert.AreEqual(atom.Operator == VersionOperator.Any, atom.Admits(null));
        });

    [TestMethod]
    public void Are_provides_that_mean_what_they_say_or_refused() =>
        Fuzzer.Run(Seeds(["dotnet=10.0.1-r0", "so:libc.so.6=6", "mail", "!old", "cmd:[=1.0_p1~ff-r0"]), bytes =>
        {
            string text = Encoding.Latin1.GetString(bytes);
            Provide provide = Provide.Parse(text);
            Assert.AreEqual(text.Contains('=', StringComparison.Ordinal), provide.Version is not null);
            Assert.AreEqual(provide, Provide.Parse(provide.ToString()));
        });

    private static byte[][] Seeds(IEnumerable<string> texts) => [.. texts.Select(Encoding.Latin1.GetBytes)];
}
