using System.Text.Json;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Apk_pack
{
    [TestMethod]
    public void Equal_content_gives_equal_bytes_whatever_times_modes_and_folder()
    {
        using Scratch one = new();
        using Scratch two = new();
        string first = one.Pack("demo", "1.0-r0");
        two.WriteTree();
        File.SetLastWriteTimeUtc(two["tree/usr/share/demo/text.txt"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Scratch.SetMode(two["tree/usr/share/demo/text.txt"], UnixFileMode.UserRead | UnixFileMode.GroupWrite | UnixFileMode.UserWrite);
        string second = two["second.apk"];
        ToolRun.Of("apk", "pack", two["tree"], "--name", "demo", "--version", "1.0-r0", "--arch", "x86_64", "--key", two.PrivateKey, "-o", second).Expect(0);

        CollectionAssert.AreEqual(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [TestMethod]
    public void Json_names_the_layer_that_the_package_will_be()
    {
        using Scratch scratch = new();
        scratch.WriteTree();

        JsonElement document = ToolRun.Of(
            "apk", "pack", scratch["tree"], "--name", "demo", "--version", "1.0-r0", "--arch", "x86_64", "--key", scratch.PrivateKey,
            "--key-name", "renamed.rsa.pub", "-o", scratch["out.apk"], "--json").Expect(0).Json;

        Assert.AreEqual("renamed.rsa.pub", document.GetProperty("key").GetString());
        Assert.AreEqual($"sha256:{document.GetProperty("datahash").GetString()}", document.GetProperty("layerDigest").GetString());
        Assert.AreEqual(new FileInfo(scratch["out.apk"]).Length, document.GetProperty("size").GetInt64());
    }

    [TestMethod]
    [DataRow("--name no/name --version 1 --arch x86_64 -o FOLDER/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1.x --arch x86_64 -o FOLDER/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1 --arch X -o FOLDER/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1 --arch x86_64 --depend =1 -o FOLDER/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1 -o FOLDER/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1 --arch x86_64 -o FOLDER/tree/out.apk", 2, "WOLFI1901")]
    [DataRow("--name demo --version 1 --arch x86_64 -o FOLDER/missing/out.apk", 3, "WOLFI1903")]
    [DataRow("--name demo --version 1 --arch x86_64 -o FOLDER/tree", 3, "WOLFI1903")]
    public void What_cannot_be_packed_leaves_no_output(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        scratch.WriteTree();
        string[] before = [.. Directory.EnumerateFileSystemEntries(scratch.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        ToolRun run = ToolRun.Of([
            "apk", "pack", scratch["tree"], "--key", scratch.PrivateKey, "--json", .. arguments.Replace("FOLDER", scratch.Root, StringComparison.Ordinal).Split(' ')]).Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
        CollectionAssert.AreEqual(before, Directory.EnumerateFileSystemEntries(scratch.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    [DataRow("hidden", ".secret", "WOLFI2023")]
    [DataRow("missing", null, "WOLFI1902")]
    public void A_folder_that_is_no_package_is_refused(string folder, string? file, string code)
    {
        using Scratch scratch = new();
        if (file is not null)
        {
            scratch.Write($"{folder}/{file}", "x");
        }

        ToolRun run = ToolRun.Of(
            "apk", "pack", scratch[folder], "--name", "demo", "--version", "1", "--arch", "x86_64", "--key", scratch.PrivateKey, "-o", scratch["out.apk"], "--json");

        Assert.AreEqual(code, run.ErrorCode);
        Assert.IsFalse(File.Exists(scratch["out.apk"]));
        Assert.IsEmpty(Directory.GetFiles(scratch.Root, "*.tmp"));
    }
}
