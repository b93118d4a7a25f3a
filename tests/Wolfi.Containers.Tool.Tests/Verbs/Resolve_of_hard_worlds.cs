using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Solving;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary>Cases C62 to C74: what the solver is asked with ill will or in vain, with code and message.</summary>
[TestClass]
public sealed class Resolve_of_hard_worlds
{
    [TestMethod]
    [DataRow(
        "app", "app=1 D:so:libssl.so.1.1\nlibssl3=3 p:so:libssl.so.3=3",
        "so:libssl.so.1.1 (needed by app -> app-1): nothing provides it; did you mean so:libssl.so.3?",
        DisplayName = "C62: a missing provider")]
    [DataRow(
        "app tool", "app=1 D:icu<78\ntool=1 D:fonts\nfonts=1 D:icu>=78\nicu=77\nicu=78",
        "icu>=78 (needed by tool -> tool-1 -> fonts-1): icu-78: app-1 needs icu<78 (app -> app-1); icu-77: not >=78",
        DisplayName = "C63: two roots that exclude each other")]
    [DataRow(
        "a b", "a=1 p:so:x=1\nb=1 p:so:x=1",
        "so:x: a-1: has it (a -> a-1); b-1: has it too (b -> b-1); a name with a version has one owner: leave one of them out",
        DisplayName = "C65: two owners of a provide with a version")]
    [DataRow(
        "app", "app=1 D:mail\nexim=1 p:mail\npostfix=1 p:mail",
        "mail (needed by app -> app-1): postfix-1 (provides mail), exim-1 (provides mail): without a version or a priority it is not taken unasked; "
        + "choose one and ask for it by its own name: exim, postfix",
        DisplayName = "C66: a virtual name with several providers")]
    [DataRow(
        "app !libssl3", "app=1 D:so:libssl.so.3\nlibssl3=3 p:so:libssl.so.3=3",
        "so:libssl.so.3 (needed by app -> app-1): libssl3-3 (provides so:libssl.so.3=3): !libssl3 was asked for",
        DisplayName = "C69: a conflict on a chosen package")]
    [DataRow("a>~1.3", "a=1.2.9-r0", "a>~1.3: a-1.2.9-r0: not >~1.3", DisplayName = "C70: greater or fuzzy")]
    [DataRow("a<~1.1", "a=1.2.9-r0", "a<~1.1: a-1.2.9-r0: not <~1.1", DisplayName = "C70: less or fuzzy")]
    [DataRow("a~=1.1", "a=1.2.9-r0", "a~1.1: a-1.2.9-r0: not ~1.1", DisplayName = "C70: fuzzy by its other spelling")]
    [DataRow("a><Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "a=1", "a><Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=: a-1: has another checksum", DisplayName = "C70: a checksum")]
    [DataRow("a~1.0~b", "a=1.0~abc-r0", "a~1.0~b: a-1.0~abc-r0: not ~1.0~b", DisplayName = "C71: a hash")]
    public void Fail_with_the_reason(string world, string packages, string reason)
    {
        ToolRun run = Run(world, packages).Expect(1);

        Assert.AreEqual("WOLFI3001", run.ErrorCode);
        CollectionAssert.Contains(run.Json.GetProperty("error").GetProperty("reasons").EnumerateArray().Select(r => r.GetString()).ToArray(), reason, run.Output);
        StringAssert.Contains(run.Error, reason);
    }

    [TestMethod]
    [DataRow("a", "a=1 D:b\nb=1 D:a", "b=1 a=1", DisplayName = "C64: a cycle of dependencies")]
    [DataRow("a>~1.2", "a=1.2.9-r0", "a=1.2.9-r0", DisplayName = "C70: greater or fuzzy")]
    [DataRow("a", "a=1.0~abc-r0\na=1.0~abd-r0\na=1.0-r9", "a=1.0~abd-r0", DisplayName = "C71: hashes")]
    [DataRow("a", "a=1\nb=1 i:a\nc=1 i:b\nd=1 i:c", "a=1 b=1 c=1 d=1", DisplayName = "C74: install_if rules to a fixpoint")]
    public void Are_answered(string world, string packages, string expected)
    {
        ToolRun run = Run(world, packages).Expect(0);

        Assert.AreEqual(expected, string.Join(' ', run.Json.GetProperty("packages").EnumerateArray().Select(p => $"{p.GetProperty("name")}={p.GetProperty("version")}")));
    }

    [TestMethod]
    [DataRow("a<>1", DisplayName = "C70: an operator that is none")]
    [DataRow("a=18446744073709551616", DisplayName = "C71: a number that would overflow")]
    public void Outside_the_grammar_are_wrong_usage(string world) => Assert.AreEqual("WOLFI1901", Run(world, "a=1").Expect(2).ErrorCode);

    // C67, C68: a repository of lower trust claims names, versions and priorities.
    [TestMethod]
    [DataRow("so:libssl.so.3", "libssl3=3", DisplayName = "C67: a provided name")]
    [DataRow("libssl3", "libssl3=3", DisplayName = "C68: a package's name")]
    public void Take_nothing_unasked_from_a_tagged_repository(string world, string expected)
    {
        using Scratch scratch = new();
        string evil = Index(scratch, "evil", "libssl3-evil=1 p:so:libssl.so.3=9999 k:4294967295\nlibssl3=9999");

        ToolRun run = ToolRun.Of("resolve", world, "--repository", Index(scratch, "main", "libssl3=3 p:so:libssl.so.3=3"), "--repository", $"@evil {evil}", "--arch", "x86_64", "--allow-untrusted", "--json").Expect(0);

        Assert.AreEqual(expected, string.Join(' ', run.Json.GetProperty("packages").EnumerateArray().Select(p => $"{p.GetProperty("name")}={p.GetProperty("version")}")));
        Assert.AreEqual(Path.Combine(scratch.Root, "main", "APKINDEX.tar.gz"), run.Json.GetProperty("packages")[0].GetProperty("repository").GetString());
    }

    [TestMethod]
    public void Of_endless_work_end_with_a_code_C72()
    {
        string provides = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}=1"));
        string depends = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"so:{i}"));

        ToolRun run = Run("so:0 so:1", string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"p{i}=1 D:{depends} p:{provides}"))).Expect(1);

        Assert.AreEqual("WOLFI2013", run.ErrorCode);
        StringAssert.Contains(run.Error, "steps");
    }

    [TestMethod]
    public void For_another_architecture_name_it_C73()
    {
        using Scratch scratch = new();

        ToolRun run = ToolRun.Of("resolve", "a", "--repository", Index(scratch, "main", "a=1"), "--arch", "aarch64", "--allow-untrusted", "--json").Expect(1);

        Assert.AreEqual("WOLFI2040", run.ErrorCode);
        StringAssert.Contains(run.Error, "aarch64");
    }

    private static ToolRun Run(string world, string packages)
    {
        using Scratch scratch = new();
        return ToolRun.Of(["resolve", .. world.Split(' '), "--repository", Index(scratch, "main", packages), "--arch", "x86_64", "--allow-untrusted", "--json"]);
    }

    private static string Index(Scratch scratch, string folder, string packages)
    {
        RepositoryIndex repository = Worlds.Repository(packages);
        Directory.CreateDirectory(scratch[folder]);
        string file = Path.Combine(scratch[folder], "APKINDEX.tar.gz");
        File.WriteAllBytes(file, IndexWriter.Write(repository.Index.Records, "test", null));
        return file;
    }
}
