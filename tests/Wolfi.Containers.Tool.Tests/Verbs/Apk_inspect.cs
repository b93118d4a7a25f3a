using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Apk_inspect
{
    [TestMethod]
    public void Shows_fields_and_files()
    {
        using Scratch scratch = new();
        string file = scratch.Pack(
            "demo", "1.0-r0", "--depend", "glibc>=2.43", "--depend", "so:libz.so.1", "--provide", "cmd:demo=1.0-r0", "--description", "A demo.", "--license", "MIT", "--origin", "demos", "--url", "https://example.test/");

        ToolRun run = ToolRun.Of("apk", "inspect", file).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "apk-inspect", "txt", Scrubbed.Text(run.Output, scratch.Root));
    }

    [TestMethod]
    public void Json_has_all_that_the_text_has()
    {
        using Scratch scratch = new();
        string file = scratch.Pack("demo", "1.0-r0", "--depend", "glibc", "--license", "MIT");

        ToolRun run = ToolRun.Of("apk", "inspect", file, "--json").Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "apk-inspect", "json", Scrubbed.Text(run.Output, scratch.Root));
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Control_characters_of_a_package_do_not_reach_the_terminal()
    {
        Assert.AreEqual("a\\x1b[31mb\\x0a", Output.Shown.Text("a\u001b[31mb\n"));
        Assert.AreEqual("a\\u001b", JsonSerializer.Serialize("a\u001b").Trim('"').ToLowerInvariant());
    }

    [TestMethod]
    [DataRow(0, "0 B")]
    [DataRow(999, "999 B")]
    [DataRow(1_000, "1.0 kB")]
    [DataRow(27_940_000, "27.9 MB")]
    [DataRow(1_500_000_000, "1.5 GB")]
    public void Sizes_are_in_powers_of_ten(long bytes, string text) => Assert.AreEqual(text, Output.Shown.Size(bytes));
}
