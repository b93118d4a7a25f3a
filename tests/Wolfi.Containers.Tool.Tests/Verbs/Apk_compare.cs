using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Apk_compare
{
    [TestMethod]
    [DataRow("1.0-r0", "1.0-r1", "<")]
    [DataRow("1.10", "1.9", ">")]
    [DataRow("1.0_rc1", "1.0", "<")]
    [DataRow("2.43-r15", "2.43-r15", "=")]
    public void One_pair_gives_one_answer(string left, string right, string order)
    {
        ToolRun run = ToolRun.Of("apk", "compare", left, right).Expect(0);

        Assert.AreEqual($"{order}\n", run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Pairs_on_standard_input_give_one_answer_a_line()
    {
        ToolRun run = ToolRun.WithInput("1.0 1.1\n2.0\t1.9\r\n\n  3 3\n", "apk", "compare", "-").Expect(0);

        Assert.AreEqual("<\n>\n=\n", run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void A_line_that_is_no_pair_keeps_its_place_and_is_named()
    {
        ToolRun run = ToolRun.WithInput("1 2\n1\n1 a\n2 1\n", "apk", "compare", "-").Expect(1);

        Assert.AreEqual("<\n?\n?\n>\n", run.Output);
        StringAssert.Contains(run.Error, "error WOLFI1904: Line 2 of standard input is damaged: it does not hold two versions.");
        StringAssert.Contains(run.Error, "error WOLFI1904: Line 3 of standard input is damaged: 'a' is not a package version.");
    }

    [TestMethod]
    public void Json_names_both_sides()
    {
        JsonElement document = ToolRun.WithInput("1 2\n", "apk", "compare", "-", "--json").Expect(0).Json;

        JsonElement only = document.GetProperty("comparisons").EnumerateArray().Single();
        Assert.AreEqual("1", only.GetProperty("left").GetString());
        Assert.AreEqual("2", only.GetProperty("right").GetString());
        Assert.AreEqual("<", only.GetProperty("order").GetString());
    }
}
