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
    public void Table_is_large_enough() => Assert.IsGreaterThanOrEqualTo(150, Rows.Count());

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
