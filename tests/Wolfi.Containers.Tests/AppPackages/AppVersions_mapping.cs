using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Versions;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.AppPackages;

/// <summary>Case E89 of the attack list, and the order that goes with it.</summary>
[TestClass]
public sealed class AppVersions_mapping
{
    // In NuGet's order, lowest first.
    private static readonly string[] Ordered =
    [
        "0.0.0-4", "0.0.0-5", "0.0.0-a", "0.0.0-alpha", "0.0.0-alpha.0.15", "0.0.0-alpha.1", "0.0.0-april.2", "0.0.0-beta", "0.0.0-beta.2", "0.0.0-ci.7",
        "0.0.0-pre", "0.0.0-preview.1", "0.0.0-preview.1.25171.5", "0.0.0-preview.2", "0.0.0-q.1", "0.0.0-rc", "0.0.0-rc.1", "0.0.0-rc.10", "0.0.0-snapshot.1",
        "0.0.0", "0.0.1-rc.1", "0.0.1", "0.0.1.1", "0.1.0", "0.9.0", "0.10.0", "1.0.0-alpha", "1.0.0", "1.0.9", "1.0.10", "1.2.0", "10.0.0", "2026.11.22",
    ];

    [TestMethod]
    [DataRow("1.2.3", "1.2.3-r0")]
    [DataRow("1.2.3-beta.4+sha", "1.2.3_beta4-r0")]
    [DataRow("1.2.3+sha.4-5", "1.2.3-r0")]
    [DataRow("1.0.0.0", "1.0.0-r0")]
    [DataRow("1.0.0.7", "1.0.0.7-r0")]
    [DataRow("1", "1.0.0-r0")]
    [DataRow("1.2", "1.2.0-r0")]
    [DataRow("01.02.003", "1.2.3-r0")]
    [DataRow("0.0.0-dev", "0.0.0_pre_alpha-r0")]
    [DataRow("1.0.0-alpha", "1.0.0_alpha-r0")]
    [DataRow("1.0.0-ALPHA.2", "1.0.0_alpha2-r0")]
    [DataRow("1.0.0-beta4", "1.0.0_beta4-r0")]
    [DataRow("1.0.0-beta-4", "1.0.0_beta4-r0")]
    [DataRow("1.0.0-rc", "1.0.0_rc-r0")]
    [DataRow("1.0.0-rc.1", "1.0.0_rc1-r0")]
    [DataRow("10.0.0-preview.3.25171.5", "10.0.0_pre3_p25171_p5-r0")]
    [DataRow("1.2.4-alpha.0.15", "1.2.4_alpha0_p15-r0")]
    [DataRow("1.2.3-beta.4.g1a2b3c", "1.2.3_beta4-r0")]
    [DataRow("1.2.3-feature-login.5", "1.2.3_pre_alpha5-r0")]
    [DataRow("1.0.0-20261122.3", "1.0.0_alpha_alpha20261122_p3-r0")]
    [DataRow("1.0.0-snapshot", "1.0.0_rc_p-r0")]
    [DataRow("1.0.0-rc.007", "1.0.0_rc7-r0")]
    [DataRow("999999999999999999.0.0", "999999999999999999.0.0-r0")]
    public void E89_a_version_has_one_form(string version, string mapped)
    {
        Assert.AreEqual(mapped, AppVersions.FromNuGet(version, "demo").ToString());
        Assert.IsTrue(PackageVersion.TryParse(mapped, out _));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1.")]
    [DataRow("1..0")]
    [DataRow("v1.0.0")]
    [DataRow("1.0.0.0.0")]
    [DataRow("1.0.0-")]
    [DataRow("1.0.0-beta..1")]
    [DataRow("1.0.0-bêta")]
    [DataRow("1.0.0-beta_1")]
    [DataRow("1.0.0 ")]
    [DataRow("1.0.0\n")]
    [DataRow("١.0.0")]
    [DataRow("9999999999999999999.0.0")]
    [DataRow("1.0.0-beta.9999999999999999999")]
    [DataRow("-beta")]
    [DataRow("+sha")]
    [DataRow("1.0.0-a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a")]
    public void E89_an_impossible_version_is_refused(string version)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => AppVersions.FromNuGet(version, "demo"));

        Assert.AreEqual("WOLFI4030", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, "demo");
    }

    [TestMethod]
    public void E89_the_order_is_kept()
    {
        for (int i = 0; i + 1 < Ordered.Length; i++)
        {
            PackageVersion lower = AppVersions.FromNuGet(Ordered[i], "demo");
            PackageVersion higher = AppVersions.FromNuGet(Ordered[i + 1], "demo");
            Assert.IsLessThan(0, lower.CompareTo(higher), $"{Ordered[i]} ({lower}) < {Ordered[i + 1]} ({higher})");
        }
    }

    [TestMethod]
    public void E89_any_two_versions_of_known_labels_keep_their_order()
    {
        Gen<int[]> version = Gen.Choose(0, 12).ArrayOf(3).SelectMany(release =>
            Gen.Choose(0, 4).SelectMany(label => Gen.Choose(-1, 3).ArrayOf(2).Select(numbers => (int[])[.. release, label, .. numbers])));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(version.Two().ToArbitrary(), pair =>
            {
                (int[] a, int[] b) = (Normal(pair.Item1), Normal(pair.Item2));
                int expected = a.AsSpan().SequenceCompareTo(b);
                int actual = AppVersions.FromNuGet(Text(a), "a").CompareTo(AppVersions.FromNuGet(Text(b), "b"));
                return Math.Sign(expected) == Math.Sign(actual);
            }));
    }

    // Three numbers, a label (4 is none), and up to two numbers after it (-1 is none, and then there is no second).
    private static int[] Normal(int[] v) => v[3] == 4 ? [.. v[..4], -1, -1] : v[4] == -1 ? [.. v[..5], -1] : v;

    private static string Text(int[] v) =>
        string.Join('.', v[..3]) + (v[3] == 4 ? "" : "-" + string.Join('.', [new[] { "alpha", "beta", "preview", "rc" }[v[3]], .. v[4..].Where(n => n >= 0)]));
}
