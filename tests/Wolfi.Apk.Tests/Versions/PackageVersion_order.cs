using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

[TestClass]
public sealed class PackageVersion_order
{
    public static IEnumerable<object[]> Rows => VersionTable.Rows.Select(row => new object[] { row.Left, row.Order, row.Right });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Holds_as_the_rules_say(string left, char order, string right)
    {
        PackageVersion a = PackageVersion.Parse(left);
        PackageVersion b = PackageVersion.Parse(right);
        int expected = order switch { '<' => -1, '>' => 1, '=' => 0, _ => throw new ArgumentOutOfRangeException(nameof(order)) };

        Assert.AreEqual(expected, Math.Sign(a.CompareTo(b)), $"{left} {order} {right}");
        Assert.AreEqual(-expected, Math.Sign(b.CompareTo(a)), $"{right} against {left}");
        Assert.AreEqual(expected == 0, a.Equals(b));
        if (expected == 0)
        {
            Assert.AreEqual(a.GetHashCode(), b.GetHashCode());
        }
    }

    [TestMethod]
    public void Table_is_large_enough() => Assert.IsGreaterThanOrEqualTo(300, VersionTable.Rows.Distinct().Count());

    [TestMethod]
    public void Chains_rise_from_end_to_end()
    {
        foreach (PackageVersion[] chain in VersionTable.Chains.Select(chain => chain.Select(PackageVersion.Parse).ToArray()))
        {
            for (int low = 0; low < chain.Length; low++)
            {
                for (int high = low + 1; high < chain.Length; high++)
                {
                    Assert.IsLessThan(0, chain[low].CompareTo(chain[high]), $"{chain[low]} < {chain[high]}");
                    Assert.IsGreaterThan(0, chain[high].CompareTo(chain[low]), $"{chain[high]} > {chain[low]}");
                }
            }
        }
    }

    [TestMethod]
    [DataRow("1.2.3", "1.2", true)]
    [DataRow("1.2", "1.2", true)]
    [DataRow("1.2-r3", "1.2", true)]
    [DataRow("1.2_rc1", "1.2", true)]
    [DataRow("1.2~ab", "1.2", true)]
    [DataRow("1.2a", "1.2", true)]
    [DataRow("1.2.3", "1", true)]
    [DataRow("1.23", "1.2", false)]
    [DataRow("1.2", "1.2.3", false)]
    [DataRow("1.2-r3", "1.2-r", null)]
    [DataRow("1.2_p12", "1.2_p1", false)]
    [DataRow("1.2_p1", "1.2_p", true)]
    [DataRow("1.2-r12", "1.2-r1", false)]
    [DataRow("01.2", "1", true)]
    [DataRow("10.0.110-r0", "10.0.110", true)]
    public void Prefix_counts_tokens_and_not_characters(string version, string prefix, bool? expected)
    {
        if (expected is null)
        {
            Assert.IsFalse(PackageVersion.TryParse(prefix, out _));
            return;
        }

        Assert.AreEqual(expected, PackageVersion.Parse(version).StartsWith(PackageVersion.Parse(prefix)));
    }
}
