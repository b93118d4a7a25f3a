using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Apk_verify
{
    /// <summary>Arguments behind the file's name, exit code, code of the failure or null.</summary>
    public static IEnumerable<object?[]> RealPackages()
    {
        string? folder = SharedData.Path("data", "real-packages");
        if (folder is null)
        {
            Console.WriteLine("Only the missing file is tried: ../shared/data/real-packages is absent.");
            yield return ["missing.apk", "", 3, "WOLFI1902"];
            yield break;
        }

        string libcap = Path.Combine(folder, "libcap-2.69-r0.apk");
        yield return [libcap, "--minimum-signature RSA", 0, null];
        yield return [libcap, "", 1, "WOLFI2004"];
        yield return [Path.Combine(folder, "ruby3.2-base64-0.2.0-r2.apk"), "--minimum-signature RSA", 0, null];
        yield return [Path.Combine(folder, "aws-c-s3-0.4.9-r0.apk"), "--minimum-signature RSA", 1, "WOLFI2032"];
        yield return [Path.Combine(folder, "hello-wolfi-2.12.1-r0.apk"), "--minimum-signature RSA", 1, "WOLFI2002"];
    }

    [TestMethod]
    [DynamicData(nameof(RealPackages))]
    public void Real_packages_are_verified_with_the_built_in_key(string file, string arguments, int exitCode, string? code)
    {
        ToolRun run = ToolRun.Of(["apk", "verify", file, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json"]).Expect(exitCode);

        JsonElement result = run.Json.GetProperty("files").EnumerateArray().Single();
        Assert.AreEqual(code is null, result.GetProperty("ok").GetBoolean());
        Assert.AreEqual(code is not null, run.Json.TryGetProperty("error", out _));
        if (code is null)
        {
            Assert.AreEqual("wolfi-signing.rsa.pub", result.GetProperty("verifiedBy").EnumerateArray().Single().GetString());
            Assert.AreEqual($"sha256:{result.GetProperty("datahash").GetString()}", result.GetProperty("layerDigest").GetString());
            Assert.AreEqual("", run.Error);
        }
        else
        {
            Assert.AreEqual(code, run.ErrorCode);
            StringAssert.StartsWith(run.Error, $"error {code}: ");
        }
    }

    [TestMethod]
    public void Prints_what_was_checked()
    {
        using Scratch scratch = new();
        string file = scratch.Pack("demo", "1.0-r0");

        ToolRun run = ToolRun.Of("apk", "verify", file, "--key", scratch.PublicKey).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "apk-verify", "txt", Scrubbed.Text(run.Output, scratch.Root));
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Other_files_are_tried_when_one_fails_and_the_gravest_exit_code_counts()
    {
        using Scratch scratch = new();
        string sound = scratch.Pack("demo", "1.0-r0");
        string damaged = scratch.Write("damaged.apk", "<html>");

        ToolRun two = ToolRun.Of("apk", "verify", damaged, sound, "--key", scratch.PublicKey, "--json").Expect(1);
        CollectionAssert.AreEqual(new[] { false, true }, two.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("ok").GetBoolean()).ToArray());
        Assert.AreEqual("WOLFI2020", two.ErrorCode);

        ToolRun three = ToolRun.Of("apk", "verify", damaged, scratch["missing"], sound, "--key", scratch.PublicKey).Expect(3);
        StringAssert.Contains(three.Output, "missing: failed, WOLFI1902");
        StringAssert.Contains(three.Output, "verified");
    }

    [TestMethod]
    public void A_key_of_the_same_name_that_did_not_sign_is_a_bad_signature()
    {
        using Scratch scratch = new();
        using Apk.Signing.SigningKey other = Apk.Signing.SigningKey.Generate("team.rsa.pub", 2048);
        string file = scratch.Pack("demo", "1.0-r0");

        ToolRun run = ToolRun.Of("apk", "verify", file, "--key", scratch.Write("other/team.rsa.pub", other.PublicKey.Pem), "--json").Expect(1);

        Assert.AreEqual("WOLFI2003", run.ErrorCode);
    }

    [TestMethod]
    [DataRow("--minimum-signature MD5", 2, "WOLFI1901")]
    [DataRow("--key FOLDER/missing.rsa.pub", 3, "WOLFI1902")]
    [DataRow("--key FOLDER", 3, "WOLFI1902")]
    [DataRow("--key FOLDER/team.rsa", 1, "WOLFI2042")]
    [DataRow("--key FOLDER/text.rsa.pub", 1, "WOLFI2042")]
    public void Arguments_that_are_of_no_use_are_named(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        scratch.Write("text.rsa.pub", "no key");

        ToolRun run = ToolRun.Of(["apk", "verify", "any.apk", "--json", .. arguments.Replace("FOLDER", scratch.Root, StringComparison.Ordinal).Split(' ')]).Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
        Assert.IsFalse(run.Error.Contains("PRIVATE", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_pipe_is_refused_without_waiting_for_its_writer()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Not run: pipes are made on Linux only.");
            return;
        }

        using Scratch scratch = new();
        using (System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", scratch["pipe"]))
        {
            process.WaitForExit();
        }

        ToolRun run = ToolRun.Of("apk", "verify", scratch["pipe"]).Expect(3);

        StringAssert.Contains(run.Error, "it is no regular file");
    }
}
