using System.Text.Json;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Index
{
    [TestMethod]
    public void The_index_names_every_package_and_is_signed()
    {
        using Scratch scratch = new();
        scratch.Pack("zeta", "1.0-r0", "--depend", "so:libalpha.so.1");
        scratch.Pack("alpha", "1.10-r0");
        scratch.Pack("alpha", "1.9-r0", "--provide", "so:libalpha.so.1=1");

        JsonElement document = ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey, "--json").Expect(0).Json;

        Assert.AreEqual("team.rsa.pub", document.GetProperty("key").GetString());
        CollectionAssert.AreEqual(
            new[] { "alpha-1.9-r0", "alpha-1.10-r0", "zeta-1.0-r0" },
            document.GetProperty("packages").EnumerateArray().Select(package => $"{package.GetProperty("name").GetString()}-{package.GetProperty("version").GetString()}").ToArray());
        PackageIndex index = Read(scratch);
        CollectionAssert.AreEqual(new[] { "team.rsa.pub" }, index.VerifiedBy.ToArray());
        Assert.AreEqual("so:libalpha.so.1", index.Records.Single(record => record.Name == "zeta").Depends.Single().ToString());
        Assert.AreEqual(new FileInfo(scratch["packages/zeta-1.0-r0.apk"]).Length, index.Records.Single(record => record.Name == "zeta").Size);
    }

    [TestMethod]
    public void A_second_run_gives_the_same_bytes()
    {
        using Scratch scratch = new();
        scratch.Pack("alpha", "1.0-r0");
        string file = scratch["packages/APKINDEX.tar.gz"];

        Assert.AreEqual($"{file}: 1 package, signed by team.rsa.pub\n", ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey).Expect(0).Output);
        byte[] first = File.ReadAllBytes(file);
        ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey).Expect(0);

        CollectionAssert.AreEqual(first, File.ReadAllBytes(file));
    }

    [TestMethod]
    [DataRow("renamed", 1, "WOLFI2040")]
    [DataRow("damaged", 1, "WOLFI2020")]
    [DataRow("missing", 3, "WOLFI1902")]
    public void A_folder_that_is_no_repository_gets_no_index(string what, int exitCode, string code)
    {
        using Scratch scratch = new();
        string package = scratch.Pack("alpha", "1.0-r0");
        switch (what)
        {
            case "renamed":
                File.Move(package, scratch["packages/beta-1.0-r0.apk"]);
                break;
            case "damaged":
                scratch.Write("packages/alpha-1.1-r0.apk", "<html>");
                break;
            default:
                Directory.Move(scratch["packages"], scratch["moved"]);
                break;
        }

        ToolRun run = ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey, "--json").Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
        Assert.IsFalse(File.Exists(scratch["packages/APKINDEX.tar.gz"]));
    }

    [TestMethod]
    public void Packages_of_two_architectures_get_no_index()
    {
        using Scratch scratch = new();
        scratch.Pack("alpha", "1.0-r0");
        scratch.Pack("beta", "1.0-r0", "--arch", "aarch64");
        scratch.Pack("gamma", "1.0-r0", "--arch", "noarch");

        ToolRun run = ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey, "--json").Expect(1);

        Assert.AreEqual("WOLFI2040", run.ErrorCode);
        StringAssert.Contains(run.Error, "'beta-1.0-r0.apk' is for aarch64, and 'alpha-1.0-r0.apk' beside it for x86_64");
        Assert.IsFalse(File.Exists(scratch["packages/APKINDEX.tar.gz"]));
    }

    private static PackageIndex Read(Scratch scratch)
    {
        using FileStream stream = File.OpenRead(scratch["packages/APKINDEX.tar.gz"]);
        Keyring keys = Keyring.Create(PublicKey.Parse("team.rsa.pub", File.ReadAllText(scratch.PublicKey)));
        return IndexReader.Read(stream, "index", keys, SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: false, CancellationToken.None);
    }
}
