using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

[TestClass]
public sealed class Canonical_versions
{
    // Few values for each part, so that many pairs are equal in other words.
    private static readonly Gen<string> Version =
        from first in Gen.Elements("0", "00", "1", "01", "10")
        from second in Gen.Elements("", ".0", ".00", ".1", ".01", ".010")
        from letter in Gen.Elements("", "a")
        from suffix in Gen.Elements("", "_p", "_p0", "_p01", "_p1", "_rc00_p0")
        from hash in Gen.Elements("", "~0", "~00a01", "~0a1")
        from revision in Gen.Elements("", "-r0", "-r00", "-r01", "-r1")
        select first + second + letter + suffix + hash + revision;

    [TestMethod]
    public void Are_the_same_for_equal_versions_and_no_others() =>
        Prop.ForAll(
            Version.Two().ToArbitrary(),
            pair => PackageVersion.Parse(pair.Item1).Equals(PackageVersion.Parse(pair.Item2)) == (Canonical(pair.Item1) == Canonical(pair.Item2)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static string Canonical(string version)
    {
        byte[] canonical = new byte[version.Length];
        return Encoding.ASCII.GetString(canonical, 0, VersionText.Canonicalize(Encoding.ASCII.GetBytes(version), canonical));
    }
}
