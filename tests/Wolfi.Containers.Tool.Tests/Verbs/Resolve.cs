using System.Text.Json;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Resolve
{
    /// <summary>Architecture, world, packages as NAME=VERSION (null where apk errs), repository.</summary>
    public static IEnumerable<object?[]> Worlds()
    {
        if (SharedData.Path("data", "wolfi-index", "expected-worlds.json") is not { } file || !File.Exists(file))
        {
            Console.WriteLine("Only a world without a repository is tried: ../shared/data/wolfi-index is absent.");
            yield return ["x86_64", "!a", "", ""];
            yield break;
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (JsonProperty architecture in document.RootElement.EnumerateObject())
        {
            string repository = SharedData.Path("data", "wolfi-index", architecture.Name, "APKINDEX.tar.gz")!;
            foreach (JsonProperty world in architecture.Value.EnumerateObject().Where(world => world.Name.Contains("aspnet", StringComparison.Ordinal)))
            {
                string? packages = world.Value.ValueKind == JsonValueKind.Array ? string.Join('\n', world.Value.EnumerateArray().Select(item => item.GetString())) : null;
                yield return [architecture.Name, world.Name, packages, repository];
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Worlds))]
    public void Worlds_of_web_apps_are_answered_exactly(string architecture, string world, string? packages, string repository)
    {
        using Scratch scratch = new();
        ToolRun run = ToolRun.Of([
            "resolve", .. world.Split(' '), "--arch", architecture, "--repository", repository.Length > 0 ? repository : Repository(scratch), "--allow-untrusted", "--json"]);

        if (packages is null)
        {
            run.Expect(1);
            Assert.AreEqual("WOLFI3001", run.ErrorCode);
            Assert.AreNotEqual(0, run.Json.GetProperty("error").GetProperty("reasons").GetArrayLength());
        }
        else
        {
            run.Expect(0);
            Assert.AreEqual(packages, string.Join('\n', Names(run, "=").Order(StringComparer.Ordinal)));
        }

        if (repository.Length > 0)
        {
            StringAssert.Contains(run.Error, "warning WOLFI2007: ");
        }
    }

    [TestMethod]
    public void Json_has_the_members_of_each_package_in_install_order()
    {
        using Scratch scratch = new();
        string repository = Repository(scratch);

        ToolRun run = ToolRun.Of("resolve", "top", "--repository", repository, "--key", scratch.PublicKey, "--arch", "x86_64", "--json").Expect(0);

        Assert.AreEqual("", run.Error);
        CollectionAssert.AreEqual(new[] { "base-1.0-r0", "middle-1.0-r0", "top-1.0-r0" }, Names(run, "-"));
        JsonElement first = run.Json.GetProperty("packages")[0];
        CollectionAssert.AreEqual(
            new[] { "name", "version", "architecture", "origin", "repository", "size", "installedSize", "checksum" },
            first.EnumerateObject().Select(member => member.Name).ToArray());
        Assert.AreEqual(repository, first.GetProperty("repository").GetString());
        Assert.AreEqual(new FileInfo(Path.Combine(repository, "base-1.0-r0.apk")).Length, first.GetProperty("size").GetInt64());
        StringAssert.StartsWith(first.GetProperty("checksum").GetString(), "Q1");
    }

    [TestMethod]
    public void Text_is_a_table()
    {
        using Scratch scratch = new();

        ToolRun run = ToolRun.Of("resolve", "top", "--repository", Repository(scratch), "--key", scratch.PublicKey, "--arch", "x86_64").Expect(0);

        string[] lines = run.Output.Split('\n');
        StringAssert.StartsWith(lines[0], "#  package  version");
        StringAssert.StartsWith(lines[1], "1  base     1.0-r0");
        StringAssert.StartsWith(lines[4], "3 packages, ");
    }

    [TestMethod]
    public void Reasons_tell_who_needs_what()
    {
        using Scratch scratch = new();
        string[] arguments = ["resolve", "top", "base", "--repository", Repository(scratch), "--key", scratch.PublicKey, "--arch", "x86_64", "--explain"];

        string text = ToolRun.Of(arguments).Expect(0).Output;
        JsonElement packages = ToolRun.Of([.. arguments, "--json"]).Expect(0).Json.GetProperty("packages");

        StringAssert.StartsWith(text, "base 1.0-r0\n  asked for: base\n  needed by middle: so:libbase.so.1\n  needed by top: base\nmiddle 1.0-r0\n  needed by top: middle>=1\ntop 1.0-r0\n  asked for: top\n");
        JsonElement[] because = [.. packages[0].GetProperty("because").EnumerateArray()];
        CollectionAssert.AreEqual(new[] { null, "middle", "top" }, because.Select(reason => reason.GetProperty("neededBy").GetString()).ToArray());
        Assert.AreEqual("so:libbase.so.1", because[1].GetProperty("atom").GetString());
    }

    [TestMethod]
    public void What_nothing_satisfies_is_explained_on_both_streams()
    {
        using Scratch scratch = new();
        string repository = Repository(scratch);

        ToolRun run = ToolRun.Of("resolve", "top", "so:libmissing.so.1", "--repository", repository, "--key", scratch.PublicKey, "--arch", "x86_64", "--json").Expect(1);

        JsonElement error = run.Json.GetProperty("error");
        Assert.AreEqual("WOLFI3001", error.GetProperty("code").GetString());
        StringAssert.Contains(error.GetProperty("message").GetString(), "so:libmissing.so.1");
        StringAssert.Contains(error.GetProperty("reasons")[0].GetString(), "nothing provides it");
        StringAssert.Contains(run.Error, "error WOLFI3001: ");
        StringAssert.Contains(run.Error, "nothing provides it");
    }

    [TestMethod]
    public void A_tagged_repository_serves_only_what_is_asked_for_with_the_tag()
    {
        using Scratch main = new();
        using Scratch local = new();
        string repository = Repository(main);
        local.Pack("base", "2.0-r0");
        ToolRun.Of("index", local["packages"], "--key", local.PrivateKey).Expect(0);
        string[] arguments = ["--repository", repository, "--repository", $"@local {local["packages"]}", "--key", main.PublicKey, "--arch", "x86_64", "--json"];

        CollectionAssert.AreEqual(new[] { "base-1.0-r0" }, Names(ToolRun.Of(["resolve", "base", .. arguments]).Expect(0), "-"));
        CollectionAssert.AreEqual(new[] { "base-2.0-r0" }, Names(ToolRun.Of(["resolve", "base@local", .. arguments]).Expect(0), "-"));
        Assert.AreEqual("WOLFI3001", ToolRun.Of(["resolve", "base@nowhere", .. arguments]).Expect(1).ErrorCode);
    }

    [TestMethod]
    public void A_second_repository_without_a_rule_needs_a_word()
    {
        using Scratch one = new();
        using Scratch two = new();
        string[] arguments = ["resolve", "base", "--repository", Repository(one), "--repository", Repository(two), "--key", one.PublicKey, "--arch", "x86_64", "--json"];

        Assert.AreEqual("WOLFI1910", ToolRun.Of(arguments).Expect(2).ErrorCode);

        ToolRun accepted = ToolRun.Of([.. arguments, "--allow-untrusted"]).Expect(0);
        StringAssert.Contains(accepted.Error, "warning WOLFI1915: ");
        Assert.IsFalse(accepted.Error.Contains("WOLFI2007", StringComparison.Ordinal), "Both indexes are signed by the known key.");
    }

    [TestMethod]
    [DataRow("--repository FOLDER/packages", 1, "WOLFI2002")]
    [DataRow("--repository FOLDER/packages --key wolfi-signing.rsa.pub", 1, "WOLFI2002")]
    [DataRow("--repository FOLDER/packages --key FOLDER/other/team.rsa.pub", 1, "WOLFI2003")]
    [DataRow("--repository FOLDER/packages --key FOLDER/other/team.rsa.pub --allow-untrusted", 1, "WOLFI2003")]
    [DataRow("--repository FOLDER/nothing --key FOLDER/team.rsa.pub", 3, "WOLFI2012")]
    [DataRow("--repository FOLDER/packages --key FOLDER/team.rsa.pub --arch aarch64", 1, "WOLFI2040")]
    [DataRow("--repository FOLDER/packages --key FOLDER/team.rsa.pub --arch X86", 2, "WOLFI1901")]
    [DataRow("--repository http://user:secret@localhost:1/os --key FOLDER/team.rsa.pub", 1, "WOLFI2011")]
    [DataRow("--repository ftp://user:secret@localhost:1/os --key FOLDER/team.rsa.pub", 1, "WOLFI2011")]
    [DataRow("base=x --repository FOLDER/packages", 2, "WOLFI1901")]
    public void What_cannot_be_resolved_has_its_code(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        using SigningKey other = SigningKey.Generate("team.rsa.pub", 2048);
        scratch.Write("other/team.rsa.pub", other.PublicKey.Pem);
        Repository(scratch);

        ToolRun run = ToolRun.Of(["resolve", "base", "--json", .. arguments.Replace("FOLDER", scratch.Root, StringComparison.Ordinal).Split(' ')]);

        Assert.AreEqual(code, run.ErrorCode, run.Output);
        run.Expect(exitCode);
        Assert.IsFalse((run.Output + run.Error).Contains("secret", StringComparison.Ordinal));
    }

    // top needs middle and base, middle needs a library of base.
    private static string Repository(Scratch scratch)
    {
        scratch.Pack("base", "1.0-r0", "--provide", "so:libbase.so.1=1");
        scratch.Pack("middle", "1.0-r0", "--depend", "so:libbase.so.1");
        scratch.Pack("top", "1.0-r0", "--depend", "middle>=1", "--depend", "base");
        ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey).Expect(0);
        return scratch["packages"];
    }

    private static string[] Names(ToolRun run, string between) =>
        [.. run.Json.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("name").GetString() + between + package.GetProperty("version").GetString())];
}
