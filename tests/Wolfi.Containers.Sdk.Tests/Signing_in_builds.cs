using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Real builds that sign, at the loudest log and with a binary log.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Signing_in_builds
{
    private const string Password = "planted-password-93c1";
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";

    [TestMethod]
    public async Task Put_no_secret_into_any_log_or_file()
    {
        TestProject project = await TestProject.ConsoleAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string plain = key.ExportPkcs8PrivateKeyPem();
        string encrypted = key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        string file = Workshop.NewPath("team.key");
        File.WriteAllText(file, encrypted);
        string program = Workshop.NewPath("sign");
        string pem = Workshop.NewPath("plain.pem");
        File.WriteAllText(pem, plain);
        File.WriteAllText(program, $"#!/bin/sh\nset -e\necho {Password} >&2\nif [ $1 = public-key ]; then openssl pkey -in {pem} -pubout; else cat >{pem}.digest; openssl pkeyutl -sign -inkey {pem} -in {pem}.digest; fi\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        project.Environment["WolfiSign"] = "true";
        project.Environment["CI"] = "true";
        project.Environment["WOLFI_KEY_PASSWORD"] = Password;
        project.Environment["TEAM_KEY"] = encrypted;
        string[] needles = [Password, plain.Split('\n')[1], encrypted.Split('\n')[1], Convert.ToHexStringLower(key.ExportParameters(true).D!)];

        string[] build = [];
        foreach (string reference in (string[])[file, "env://TEAM_KEY", "exec:" + program])
        {
            string said = (await project.PublishAsync(
                [.. build, $"-p:WolfiSigningKey={reference}", "-p:WolfiLockedMode=false", "-v:diag", $"-bl:{project.FullPath("log.binlog")}"])).Succeeded();
            build = ["--no-build"];

            StringAssert.Contains(said, $"  signed   by the key {Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))}");
            StringAssert.Contains(File.ReadAllText(Directory.GetFiles(project.Folder, "index.json", SearchOption.AllDirectories).Single()), Bundle);
            Assert.IsFalse(needles.Any(needle => said.Contains(needle, StringComparison.Ordinal)), said);
            foreach (string path in Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories))
            {
                string text = Read(path);
                Assert.IsFalse(needles.Any(needle => text.Contains(needle, StringComparison.Ordinal)), path);
            }
        }
    }

    [TestMethod]
    public async Task Want_a_key_on_continuous_integration_and_make_one_elsewhere()
    {
        TestProject project = await TestProject.ConsoleAsync();
        project.Environment["WolfiSign"] = "";
        project.Environment["CI"] = "true";
        project.Environment["XDG_DATA_HOME"] = Workshop.NewPath("data");
        CollectionAssert.AreEqual(new[] { "WOLFI7120" }, (await project.PublishAsync("-p:WolfiLockedMode=false")).Errors);
        CollectionAssert.AreEqual(new[] { "WOLFI7121" }, (await project.PublishAsync("--no-build", "-p:WolfiLockedMode=false", "-p:WolfiSign=false", $"-p:WOLFI_KEY_PASSWORD={Password}")).Errors);

        project.Environment["CI"] = "";
        StringAssert.Contains((await project.PublishAsync("--no-build")).Succeeded(), "  signed   by your development key ");
        Assert.IsTrue(File.Exists(Path.Combine(project.Environment["XDG_DATA_HOME"], "wolfi-containers", "development.key")));
    }

    private static string Read(string path)
    {
        if (!path.EndsWith(".binlog", StringComparison.Ordinal))
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(path));
        }

        using GZipStream log = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(log, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
