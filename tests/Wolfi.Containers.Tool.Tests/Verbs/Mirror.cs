using System.Text.Json.Nodes;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Mirror
{
    private static readonly SigningKey Key = SigningKey.Generate("mirror.rsa.pub", 2048);

    private static readonly string[] Locked = ["base-1.0-r0.apk", "curl-8.0-r0.apk", "libcurl-8.0-r0.apk", "openssl-3.0-r0.apk"];

    [TestMethod]
    public void A_mirror_holds_the_locked_packages_as_they_were_signed_under_an_index_of_its_own()
    {
        using LockedScratch scratch = LockedScratch.Make();
        scratch.Add("x86_64", "unlocked", "1.0-r0");
        scratch.Add("x86_64", "base", "1.1-r0");
        scratch.Index("x86_64");

        ToolRun run = ToolRun.Of(Arguments(scratch)).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "mirror", "txt", scratch.Scrub(run.Output));
        Assert.AreEqual("", run.Error);
        foreach (string architecture in (string[])["aarch64", "x86_64"])
        {
            CollectionAssert.AreEqual((string[])["APKINDEX.tar.gz", .. Locked], Files(scratch, architecture));
            foreach (string package in Locked)
            {
                CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(scratch.Repository, architecture, package)), File.ReadAllBytes(scratch.Scratch[$"mirror/{architecture}/{package}"]));
            }

            PackageIndex index = ReadIndex(scratch.Scratch[$"mirror/{architecture}/APKINDEX.tar.gz"]);
            CollectionAssert.AreEqual(new[] { "mirror.rsa.pub" }, index.VerifiedBy.ToArray());
            CollectionAssert.AreEqual(Locked, index.Records.Select(record => record.FileName).ToArray());
        }
    }

    [TestMethod]
    public void A_second_run_gives_the_same_bytes_and_fetches_nothing()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        ToolRun.Of(Arguments(scratch)).Expect(0);
        Dictionary<string, string> before = Contents(scratch.Scratch["mirror"]);
        Directory.Delete(scratch.Repository, recursive: true);
        Directory.Delete(scratch.Scratch["cache"], recursive: true);

        ToolRun run = ToolRun.Of([.. Arguments(scratch), "--json"]).Expect(0);

        Assert.AreEqual(0, run.Json.GetProperty("folders")[0].GetProperty("added").GetArrayLength());
        CollectionAssert.AreEquivalent(before, Contents(scratch.Scratch["mirror"]));
    }

    [TestMethod]
    public void A_damaged_package_is_fetched_again()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        ToolRun.Of(Arguments(scratch)).Expect(0);
        Dictionary<string, string> before = Contents(scratch.Scratch["mirror"]);
        File.AppendAllText(scratch.Scratch["mirror/x86_64/curl-8.0-r0.apk"], "more");

        ToolRun run = ToolRun.Of([.. Arguments(scratch), "--json"]).Expect(0);

        CollectionAssert.AreEqual(new[] { "curl-8.0-r0.apk" }, run.Json.GetProperty("folders")[0].GetProperty("added").EnumerateArray().Select(name => name.GetString()).ToArray());
        CollectionAssert.AreEquivalent(before, Contents(scratch.Scratch["mirror"]));
    }

    [TestMethod]
    public void Other_packages_stay_unless_pruning_is_asked_for()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        ToolRun.Of(Arguments(scratch)).Expect(0);
        scratch.Scratch.Write("mirror/x86_64/older-1.0-r0.apk", "whatever");
        scratch.Scratch.Write("mirror/x86_64/notes.txt", "mine");

        ToolRun left = ToolRun.Of(Arguments(scratch)).Expect(0);
        StringAssert.Contains(left.Output, "1 package that the lock file does not name left");
        Assert.IsTrue(File.Exists(scratch.Scratch["mirror/x86_64/older-1.0-r0.apk"]));

        ToolRun pruned = ToolRun.Of([.. Arguments(scratch), "--prune", "--json"]).Expect(0);
        Assert.AreEqual("older-1.0-r0.apk", pruned.Json.GetProperty("folders")[0].GetProperty("removed")[0].GetString());
        CollectionAssert.AreEquivalent((string[])["APKINDEX.tar.gz", .. Locked, "notes.txt"], Files(scratch, "x86_64"));
    }

    [TestMethod]
    public void From_a_mirror_the_same_is_locked_under_the_original_repositorys_name()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        scratch.Scratch.Write("mirror.rsa.pub", Key.PublicKey.Pem);
        string original = WriteProject(scratch, "original", "repository", "team.rsa.pub");
        string mirrored = WriteProject(scratch, "mirrored", "mirror", "mirror.rsa.pub");
        ToolRun.Of("lock", "--package", "curl", "--arch", "x86_64", "--project", original).Expect(0);

        ToolRun.Of("mirror", scratch.Scratch["original/wolfi.lock.json"], scratch.Scratch["mirror"], "--key", PrivateKey(scratch), "--project", original).Expect(0);
        Directory.Delete(scratch.Repository, recursive: true);
        ToolRun.Of("lock", "--package", "curl", "--arch", "x86_64", "--project", mirrored).Expect(0);

        JsonNode first = JsonNode.Parse(File.ReadAllText(scratch.Scratch["original/wolfi.lock.json"]))!;
        JsonNode second = JsonNode.Parse(File.ReadAllText(scratch.Scratch["mirrored/wolfi.lock.json"]))!;
        Assert.AreEqual(first["architectures"]!.ToJsonString(), second["architectures"]!.ToJsonString());
        Assert.AreEqual("https://packages.example/os", second["repositories"]![0]!["url"]!.GetValue<string>());
        ToolRun.Of("outdated", "--project", mirrored, "--lock", scratch.Scratch["original/wolfi.lock.json"]).Expect(0);
    }

    [TestMethod]
    public void Several_repositories_get_a_folder_each()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        scratch.Scratch.PackInto("local/x86_64", "tool", "1.0-r0", "--depend", "base");
        ToolRun.Of("index", scratch.Scratch["local/x86_64"], "--key", scratch.Scratch.PrivateKey).Expect(0);
        string project = WriteProject(scratch, "both", "repository", "team.rsa.pub", """<WolfiRepository Include="../local" Tag="local" CanonicalUrl="https://tools.example" IndexKeys="../team.rsa.pub" />""");
        ToolRun.Of("lock", "--package", "curl", "--package", "tool@local", "--arch", "x86_64", "--project", project).Expect(0);

        ToolRun run = ToolRun.Of("mirror", scratch.Scratch["both/wolfi.lock.json"], scratch.Scratch["mirror"], "--key", PrivateKey(scratch), "--json").Expect(0);

        string[] folders = [.. run.Json.GetProperty("folders").EnumerateArray().Select(folder => Path.GetRelativePath(scratch.Scratch["mirror"], folder.GetProperty("folder").GetString()!))];
        StringAssert.StartsWith(folders[0], "packages.example-os-");
        StringAssert.StartsWith(folders[1], "tools.example-");
        CollectionAssert.AreEqual(Locked, Packages(Path.Combine(scratch.Scratch["mirror"], folders[0])));
        CollectionAssert.AreEqual(new[] { "tool-1.0-r0.apk" }, Packages(Path.Combine(scratch.Scratch["mirror"], folders[1])));
    }

    [TestMethod]
    [DataRow("gone", "WOLFI3021", "curl-8.0-r0.apk")]
    [DataRow("exchanged", "WOLFI3020", "curl-8.0-r0")]
    [DataRow("signed by another key", "WOLFI2003", "does not verify")]
    [DataRow("other key in the lock file", "WOLFI3024", "no such repository")]
    [DataRow("damaged lock file", "WOLFI3010", "line 1")]
    public void What_cannot_be_had_or_trusted_is_not_mirrored_at_all(string what, string code, string message)
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        Directory.Delete(scratch.Scratch["cache"], recursive: true);
        string package = Path.Combine(scratch.Repository, "x86_64", "curl-8.0-r0.apk");
        switch (what)
        {
            case "gone":
                File.Delete(package);
                break;
            case "exchanged":
                File.Copy(Path.Combine(scratch.Repository, "x86_64", "base-1.0-r0.apk"), package, overwrite: true);
                break;
            case "signed by another key":
                using (SigningKey other = SigningKey.Generate("team.rsa.pub", 2048))
                {
                    File.WriteAllText(scratch.Scratch.PublicKey, other.PublicKey.Pem);
                }

                Relock(scratch, Fingerprint(scratch.Scratch.PublicKey));
                break;
            case "other key in the lock file":
                Relock(scratch, new string('0', 64));
                break;
            default:
                File.WriteAllText(scratch.LockFile, "{");
                break;
        }

        ToolRun run = ToolRun.Of([.. Arguments(scratch), "--json"]).Expect(1);

        Assert.AreEqual(code, run.ErrorCode, run.Error);
        StringAssert.Contains(run.Error, message);
        Assert.IsFalse(Directory.Exists(scratch.Scratch["mirror"]));
    }

    // The lock file as somebody would write it who has another key in mind.
    private static void Relock(LockedScratch scratch, string fingerprint)
    {
        string text = File.ReadAllText(scratch.LockFile);
        string key = JsonNode.Parse(text)!["repositories"]![0]!["key"]!.GetValue<string>();
        File.WriteAllText(scratch.LockFile, text.Replace(key, fingerprint, StringComparison.Ordinal));
    }

    private static string Fingerprint(string file) => PublicKey.Parse("team.rsa.pub", File.ReadAllText(file)).Fingerprint;

    private static string[] Arguments(LockedScratch scratch) =>
        ["mirror", scratch.LockFile, scratch.Scratch["mirror"], "--key", PrivateKey(scratch), "--repository", scratch.Repository, "--trust", scratch.Scratch.PublicKey, "--cache", scratch.Scratch["cache"]];

    private static string PrivateKey(LockedScratch scratch) => scratch.Scratch.Write("mirror.rsa", Key.ExportPem());

    private static string WriteProject(LockedScratch scratch, string name, string repository, string key, string more = "") => scratch.Scratch.Write($"{name}/{name}.proj", $"""
        <Project>
          <PropertyGroup><WolfiCacheFolder>../cache-of-{name}</WolfiCacheFolder></PropertyGroup>
          <ItemGroup>
            <WolfiRepository Include="../{repository}" CanonicalUrl="https://packages.example/os" IndexKeys="../{key}" PackageKeys="../team.rsa.pub" />
            {more}
          </ItemGroup>
        </Project>
        """);

    private static string[] Files(LockedScratch scratch, string architecture) =>
        [.. Directory.GetFiles(scratch.Scratch[$"mirror/{architecture}"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string[] Packages(string folder) => [.. Directory.GetFiles(folder, "*.apk").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Contents(string folder) => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToBase64String(File.ReadAllBytes(file)));

    private static PackageIndex ReadIndex(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return IndexReader.Read(stream, "index", Keyring.Create(Key.PublicKey), SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: false, CancellationToken.None);
    }
}
