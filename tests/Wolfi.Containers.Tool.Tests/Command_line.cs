namespace Wolfi.Containers.Tool.Tests;

[TestClass]
public sealed class Command_line
{
    [TestMethod]
    [DataRow("", "A verb is missing.")]
    [DataRow("apk", "A verb is missing.")]
    [DataRow("bogus", "'bogus': no such verb or option.")]
    [DataRow("apk bogus", "'bogus': no such verb or option.")]
    [DataRow("apk compare 1 2 --bogus", "no such verb or option")]
    [DataRow("apk compare", "Required argument missing")]
    [DataRow("apk compare 1", "Give two versions, or '-' alone.")]
    [DataRow("apk compare - 1", "Give two versions, or '-' alone.")]
    [DataRow("apk compare 1 2 3", "'3': no such verb or option.")]
    [DataRow("apk compare 1 x.y", "'x.y' is not a package version.")]
    [DataRow("@file", "'@file': no such verb or option.")]
    public void Wrong_usage_exits_2_with_a_code_and_a_way_out(string arguments, string message)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        ToolRun plain = ToolRun.Of(words).Expect(2);
        Assert.AreEqual("", plain.Output);
        StringAssert.StartsWith(plain.Error, "error WOLFI1901: ");
        StringAssert.Contains(plain.Error, message);
        StringAssert.Contains(plain.Error, "--help'.");

        ToolRun json = ToolRun.Of([.. words, "--json"]).Expect(2);
        Assert.AreEqual("WOLFI1901", json.ErrorCode);
        StringAssert.Contains(json.Json.GetProperty("error").GetProperty("message").GetString(), message);
        Assert.AreEqual(0, json.Json.GetProperty("error").GetProperty("reasons").GetArrayLength());
    }

    [TestMethod]
    public void Version_is_that_of_the_tool()
    {
        ToolRun run = ToolRun.Of("--version").Expect(0);

        Assert.AreEqual(typeof(ToolRunner).Assembly.GetName().Version!.ToString(3), run.Output.Trim());
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Help_is_an_answer_and_goes_to_standard_output()
    {
        ToolRun run = ToolRun.Of("apk", "compare", "--help").Expect(0);

        StringAssert.Contains(run.Output, "dotnet-wolfi apk compare <VERSION>");
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Control_characters_of_arguments_do_not_reach_the_terminal_by_messages()
    {
        ToolRun run = ToolRun.Of("apk", "compare", "1", "\u001b[2J").Expect(2);

        StringAssert.Contains(run.Error, "'\\x1b[2J' is not a package version");
    }

    [TestMethod]
    public void A_cancelled_run_exits_130_without_an_error_code()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        ToolRun run = ToolRun.Run("1 2\n", ["apk", "compare", "-"], cancelled.Token).Expect(130);

        Assert.AreEqual("", run.Output);
        Assert.AreEqual("stopped\n", run.Error);
    }

    [TestMethod]
    public void Every_verb_is_in_the_documentation_and_has_help()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "command-line.md"));
        foreach (string verb in Verbs(CommandTree.Create(new Tool.Verbs.VerbContext(new Output.Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null)), []), ""))
        {
            StringAssert.Contains(page, $"`{verb} ");
            StringAssert.Contains(ToolRun.Of([.. verb.Split(' '), "--help"]).Expect(0).Output, $"dotnet-wolfi {verb} ");
        }
    }

    private static IEnumerable<string> Verbs(System.CommandLine.Command command, string prefix) => command.Subcommands.Count == 0
        ? [prefix.TrimEnd()]
        : command.Subcommands.SelectMany(inner => Verbs(inner, $"{prefix}{inner.Name} "));
}
