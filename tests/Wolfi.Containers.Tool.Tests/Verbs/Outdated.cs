namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Outdated
{
    [TestMethod]
    public void Up_to_date_is_a_yes()
    {
        using LockedScratch scratch = LockedScratch.Make();

        ToolRun run = ToolRun.Of(["outdated", .. scratch.Sources]).Expect(0);

        Assert.AreEqual($"{scratch.LockFile}: 8 packages, all listed and the newest\n", run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Newer_and_withdrawn_packages_are_named_and_the_answer_is_no()
    {
        using LockedScratch scratch = LockedScratch.Make();
        scratch.Add("x86_64", "base", "1.1-r0");
        scratch.Remove("x86_64", "libcurl-8.0-r0.apk");
        scratch.Index("x86_64");
        scratch.Add("aarch64", "openssl", "2.9-r0");
        scratch.Remove("aarch64", "openssl-3.0-r0.apk");
        scratch.Index("aarch64");

        ToolRun text = ToolRun.Of(["outdated", .. scratch.Sources]).Expect(1);
        ToolRun json = ToolRun.Of(["outdated", .. scratch.Sources, "--json"]).Expect(1);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "outdated", "txt", scratch.Scrub(text.Output));
        Golden.Verify("Wolfi.Containers.Tool.Tests", "outdated", "json", scratch.Scrub(json.Output));
        Assert.AreEqual("", text.Error + json.Error);
    }

    [TestMethod]
    public void An_index_by_an_unknown_key_is_no_answer()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        using Scratch other = new();
        other.Write("other.rsa.pub", File.ReadAllText(other.PublicKey));
        string[] sources = [.. scratch.Sources.Select(argument => argument == scratch.Scratch.PublicKey ? other["other.rsa.pub"] : argument)];

        ToolRun run = ToolRun.Of(["outdated", .. sources, "--json"]).Expect(1);

        Assert.AreEqual("WOLFI2002", run.ErrorCode);
    }
}
