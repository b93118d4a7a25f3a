using FsCheck;
using FsCheck.Fluent;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Tests.Licences;

[TestClass]
public sealed class Licence_expressions
{
    [TestMethod]
    [DataRow("MIT", "MIT")]
    [DataRow("mit", "MIT")]
    [DataRow("GPL-2.0+", "GPL-2.0+")]
    [DataRow("mit and (apache-2.0 OR BSD-3-Clause)", "MIT AND (Apache-2.0 OR BSD-3-Clause)")]
    [DataRow("GPL-2.0-or-later WITH GCC-exception-3.1", "GPL-2.0-or-later WITH GCC-exception-3.1")]
    [DataRow("  MIT   OR\tZlib ", "MIT OR Zlib")]
    public void Of_listed_licences_are_written_as_the_list_does(string declared, string expected)
    {
        LicenceExpression expression = LicenceExpression.Parse(declared)!;
        Assert.AreEqual(expected, expression.Text);
        Assert.IsEmpty(expression.Extracted);
    }

    [TestMethod]
    [DataRow("MIT AND OpenLDAP-Custom", "MIT AND LicenseRef-OpenLDAP-Custom", "OpenLDAP-Custom")]
    [DataRow("LicenseRef-PublicDomain", "LicenseRef-PublicDomain", "LicenseRef-PublicDomain")]
    public void With_unknown_names_get_references(string declared, string expected, string name)
    {
        LicenceExpression expression = LicenceExpression.Parse(declared)!;
        Assert.AreEqual(expected, expression.Text);
        Assert.AreEqual(name, expression.Extracted.Single().Name);
        StringAssert.Contains(expression.Text, expression.Extracted.Single().Id);
    }

    [TestMethod]
    [DataRow("see the file LICENSE, please")]
    [DataRow("MIT OR")]
    [DataRow("(MIT")]
    [DataRow("MIT)")]
    [DataRow("MIT Apache-2.0")]
    [DataRow("GPL-2.0-only WITH no-such-exception")]
    [DataRow("Lizenz für alle")]
    public void That_are_none_become_one_reference_as_a_whole(string declared)
    {
        LicenceExpression expression = LicenceExpression.Parse(declared)!;
        ExtractedLicence extracted = expression.Extracted.Single();
        Assert.AreEqual(extracted.Id, expression.Text);
        Assert.AreEqual(declared, extracted.Name);
        StringAssert.Matches(expression.Text, new("^LicenseRef-[A-Za-z0-9.-]+$"));
    }

    [TestMethod]
    public void That_say_nothing_are_none()
    {
        foreach (string? declared in new[] { null, "", "  ", "NOASSERTION", "NONE" })
        {
            Assert.IsNull(LicenceExpression.Parse(declared));
        }
    }

    [TestMethod]
    public void Of_different_names_never_share_a_reference() =>
        Assert.AreNotEqual(LicenceExpression.Parse("a b")!.Text, LicenceExpression.Parse("a-b")!.Text);

    [TestMethod]
    public void Nested_without_end_are_refused_quickly() =>
        Assert.HasCount(1, LicenceExpression.Parse(new string('(', 4000) + "MIT")!.Extracted);

    [TestMethod]
    public void From_anywhere_give_text_that_parses_to_itself() =>
        Prop.ForAll<string?>(text =>
        {
            LicenceExpression? expression = LicenceExpression.Parse(text);
            return expression is null || LicenceExpression.Parse(expression.Text)!.Text == expression.Text;
        }).QuickCheckThrowOnFailure();
}
