using System.Security.Cryptography;
using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary><c>keys new|show|import|export-public</c>, each in a process of its own: the password comes from its environment.</summary>
[TestClass]
public sealed class Keys_that_sign_images
{
    private const string Password = "c0rrect horse";

    private static readonly Dictionary<string, string> WithPassword = new() { ["WOLFI_KEY_PASSWORD"] = Password };

    [TestMethod]
    public void Are_made_encrypted_for_their_owner_alone()
    {
        using Scratch scratch = new();
        ToolRun run = ToolRun.InProcess(WithPassword, "keys", "new", scratch["team"], "--json").Expect(0);

        Assert.AreEqual(scratch["team.key"], run.Json.GetProperty("privateFile").GetString());
        Assert.AreEqual(scratch["team.pub"], run.Json.GetProperty("publicFile").GetString());
        using ECDsa key = ECDsa.Create();
        key.ImportFromEncryptedPem(File.ReadAllText(scratch["team.key"]), Password);
        Assert.AreEqual(key.ExportSubjectPublicKeyInfoPem() + "\n", File.ReadAllText(scratch["team.pub"]));
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), run.Json.GetProperty("fingerprint").GetString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch["team.key"]));
        }

        Assert.DoesNotContain(Password, run.Output + run.Error);
    }

    [TestMethod]
    public void Are_never_overwritten()
    {
        using Scratch scratch = new();
        scratch.Write("a.key", "mine");
        scratch.Write("b.pub", "mine");
        foreach (string prefix in (string[])["a", "b"])
        {
            Assert.AreEqual("WOLFI7110", ToolRun.InProcess(WithPassword, "keys", "new", scratch[prefix], "--json").Expect(1).ErrorCode);
        }

        CollectionAssert.AreEquivalent(new[] { "a.key", "b.pub", "team.rsa", "team.rsa.pub" }, Directory.GetFiles(scratch.Root).Select(Path.GetFileName).ToArray());
    }

    // H127: the name would be that of a file, and stand in messages and scripts.
    [TestMethod]
    [DataRow("H127 a line break", "a\nb")]
    [DataRow("H127 no name", "keys/")]
    [DataRow("H127 a folder", "..")]
    public void Have_no_impossible_names(string row, string name)
    {
        using Scratch scratch = new();
        ToolRun run = ToolRun.InProcess(WithPassword, "keys", "new", scratch.Root + "/" + name, "--json").Expect(2);
        Assert.AreEqual("WOLFI7111", run.ErrorCode, row);
    }

    [TestMethod]
    public void Are_not_made_without_a_password()
    {
        using Scratch scratch = new();
        foreach (Dictionary<string, string> environment in (Dictionary<string, string>[])[[], new() { ["COSIGN_PASSWORD"] = "" }])
        {
            Assert.AreEqual("WOLFI7103", ToolRun.InProcess(environment, "keys", "new", scratch["team"], "--json").Expect(3).ErrorCode);
        }

        Assert.IsFalse(File.Exists(scratch["team.key"]));
    }

    [TestMethod]
    public void Are_shown_without_a_word_of_them()
    {
        using Scratch scratch = new();
        string made = ToolRun.InProcess(WithPassword, "keys", "new", scratch["team"], "--json").Expect(0).Json.GetProperty("fingerprint").GetString()!;

        JsonElement shown = ToolRun.InProcess(WithPassword, "keys", "show", scratch["team.key"], "--json").Expect(0).Json;
        Assert.AreEqual("encrypted: PBES2, PBKDF2 with 600000 iterations", shown.GetProperty("protection").GetString());
        Assert.AreEqual(made, shown.GetProperty("fingerprint").GetString());
        ToolRun text = ToolRun.Of("keys", "show", scratch["team.pub"]).Expect(0);
        StringAssert.Contains(text.Output, $"  fingerprint     {made} (SHA-256 of the DER)\n");
        StringAssert.Contains(text.Output, "  private key     public key\n");
        Assert.AreEqual("WOLFI7103", ToolRun.InProcess(new Dictionary<string, string> { ["COSIGN_PASSWORD"] = "another" }, "keys", "show", scratch["team.key"], "--json").Expect(3).ErrorCode);
    }

    [TestMethod]
    public void Come_in_from_plain_PEM_and_from_the_environment()
    {
        using Scratch scratch = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string plain = scratch.Write("plain.pem", key.ExportPkcs8PrivateKeyPem());
        Dictionary<string, string> environment = new() { ["COSIGN_PASSWORD"] = Password, ["TEAM_KEY"] = key.ExportECPrivateKeyPem() };

        foreach ((string from, string to) in ((string, string)[])[(plain, "a"), ("env://TEAM_KEY", "b")])
        {
            ToolRun run = ToolRun.InProcess(environment, "keys", "import", from, scratch[to]).Expect(0);
            Assert.DoesNotContain(Password, run.Output + run.Error);
            using ECDsa read = ECDsa.Create();
            read.ImportFromEncryptedPem(File.ReadAllText(scratch[to + ".key"]), Password);
            Assert.AreEqual(key.ExportSubjectPublicKeyInfoPem(), read.ExportSubjectPublicKeyInfoPem());
        }
    }

    [TestMethod]
    public void Give_their_public_half_in_the_form_of_cosign()
    {
        using Scratch scratch = new();
        ToolRun.InProcess(WithPassword, "keys", "new", scratch["team"]).Expect(0);
        string expected = File.ReadAllText(scratch["team.pub"]);

        Assert.AreEqual(expected, ToolRun.InProcess(WithPassword, "keys", "export-public", scratch["team.key"]).Expect(0).Output);
        ToolRun.InProcess(WithPassword, "keys", "export-public", scratch["team.key"], "-o", scratch["again.pub"]).Expect(0);
        Assert.AreEqual(expected, File.ReadAllText(scratch["again.pub"]));
    }

    [TestMethod]
    public void H126_H126_Open_to_others_are_warned_about()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using Scratch scratch = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string plain = scratch.Write("plain.pem", key.ExportPkcs8PrivateKeyPem());
        Scratch.SetMode(plain, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        string warned = ToolRun.Of("keys", "export-public", plain).Expect(0).Error;
        StringAssert.Contains(warned, "WOLFI7106");
        StringAssert.Contains(warned, "WOLFI7105");
        Scratch.SetMode(plain, UnixFileMode.UserRead);
        Assert.DoesNotContain("WOLFI7106", ToolRun.Of("keys", "export-public", plain).Expect(0).Error);
    }

    [TestMethod]
    [DataRow("gs://bucket/key", 2, "WOLFI7100")]
    [DataRow("env://", 2, "WOLFI7100")]
    [DataRow("env://NO_SUCH_KEY", 2, "WOLFI7100")]
    [DataRow("exec:", 2, "WOLFI7100")]
    [DataRow("exec:no-such-program", 3, "WOLFI7104")]
    [DataRow("pkcs11:token=a;pin-value=1234", 2, "WOLFI7100")]
    [DataRow("no-such-file.key", 3, null)]
    public void That_are_nowhere_are_told(string key, int exitCode, string? code)
    {
        ToolRun run = ToolRun.Of("keys", "show", key, "--json").Expect(exitCode);
        Assert.DoesNotContain("1234", run.Output + run.Error);
        if (code is not null)
        {
            Assert.AreEqual(code, run.ErrorCode);
        }
    }
}
