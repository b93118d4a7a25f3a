namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Update
{
    [TestMethod]
    public void Without_names_everything_moves_on_every_architecture()
    {
        using LockedScratch scratch = LockedScratch.Make();
        Release(scratch, "x86_64");
        Release(scratch, "aarch64");

        ToolRun run = ToolRun.Of(["update", .. scratch.Sources]).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "update", "txt", scratch.Scrub(run.Output));
        Assert.AreEqual("", run.Error);
        Assert.AreEqual("base-1.1-r0 curl-8.1-r0 libcurl-8.1-r0 openssl-3.1-r0 zlib-1.3-r0", scratch.Locked("x86_64"));
        Assert.AreEqual("base-1.1-r0 curl-8.1-r0 libcurl-8.1-r0 openssl-3.1-r0 zlib-1.3-r0", scratch.Locked("aarch64"));
        Assert.AreEqual($"{scratch.LockFile}: nothing changed; 5 packages for aarch64, 5 packages for x86_64\n", ToolRun.Of(["update", .. scratch.Sources]).Expect(0).Output);
    }

    [TestMethod]
    public void A_named_package_moves_with_its_origin_and_with_what_it_needs()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        Release(scratch, "x86_64");

        ToolRun run = ToolRun.Of(["update", "libcurl", .. scratch.Sources, "--json"]).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "update-libcurl", "json", scratch.Scrub(run.Output));
        Assert.AreEqual("base-1.0-r0 curl-8.1-r0 libcurl-8.1-r0 openssl-3.1-r0 zlib-1.3-r0", scratch.Locked("x86_64"));
    }

    [TestMethod]
    public void A_dry_run_shows_the_same_and_writes_nothing()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        Release(scratch, "x86_64");
        byte[] before = File.ReadAllBytes(scratch.LockFile);

        string shown = ToolRun.Of(["update", "base", "--dry-run", .. scratch.Sources]).Expect(0).Output;

        CollectionAssert.AreEqual(before, File.ReadAllBytes(scratch.LockFile));
        Assert.AreEqual(shown, ToolRun.Of(["update", "base", .. scratch.Sources]).Expect(0).Output);
        Assert.AreEqual("base-1.1-r0 curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0", scratch.Locked("x86_64"));
    }

    [TestMethod]
    public void Versions_that_differ_between_architectures_are_told()
    {
        using LockedScratch scratch = LockedScratch.Make();
        Release(scratch, "x86_64");

        ToolRun run = ToolRun.Of(["update", "base", .. scratch.Sources]).Expect(0);

        StringAssert.Contains(run.Error, "warning WOLFI3015: ");
        StringAssert.Contains(run.Error, "base 1.0-r0 (aarch64), 1.1-r0 (x86_64)");
    }

    [TestMethod]
    public void A_lower_version_needs_a_word()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        scratch.Add("x86_64", "base", "0.9-r0");
        scratch.Remove("x86_64", "base-1.0-r0.apk");
        scratch.Index("x86_64");
        byte[] before = File.ReadAllBytes(scratch.LockFile);

        ToolRun refused = ToolRun.Of(["update", .. scratch.Sources, "--json"]).Expect(1);

        Assert.AreEqual("WOLFI3030", refused.ErrorCode);
        StringAssert.Contains(refused.Error, "base 1.0-r0 -> 0.9-r0");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(scratch.LockFile));

        ToolRun.Of(["update", "--allow-downgrade", "base", .. scratch.Sources]).Expect(0);
        StringAssert.Contains(scratch.Locked("x86_64"), "base-0.9-r0");
    }

    [TestMethod]
    [DataRow("update zlib", 1, "WOLFI3041", "zlib")]
    [DataRow("update --allow-downgrade zlib", 1, "WOLFI3041", "zlib")]
    [DataRow("update --lock FOLDER/none.json", 3, "WOLFI3040", "none.json")]
    [DataRow("update --lock FOLDER/damaged.json", 1, "WOLFI3010", "damaged.json, line 2, column ")]
    [DataRow("update --repository FOLDER/nothing", 3, "WOLFI2012", "nothing")]
    [DataRow("update --repository https://user:secret@localhost:1/os --key FOLDER/none.rsa.pub", 3, "WOLFI1902", "none.rsa.pub")]
    [DataRow("update --repository http://user:secret@localhost:1/os", 1, "WOLFI2011", "localhost")]
    public void What_cannot_be_updated_has_its_code(string arguments, int exitCode, string code, string message)
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        scratch.Scratch.Write("damaged.json", "{\n  \"version\": one\n}\n");
        byte[] before = File.ReadAllBytes(scratch.LockFile);
        string[] words = arguments.Replace("FOLDER", scratch.Scratch.Root, StringComparison.Ordinal).Split(' ');

        // What the row names takes the place of the standard arguments.
        string[] standard = [.. scratch.Sources.Chunk(2).Where(pair => !words.Contains(pair[0])).SelectMany(pair => pair)];
        ToolRun run = ToolRun.Of([.. words, .. standard, "--json"]).Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode, run.Error);
        StringAssert.Contains(run.Error, message);
        Assert.IsFalse((run.Output + run.Error).Contains("secret", StringComparison.Ordinal));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(scratch.LockFile));
    }

    [TestMethod]
    public void Repositories_keys_and_the_lock_file_may_come_from_a_project()
    {
        using LockedScratch scratch = LockedScratch.Make("x86_64");
        Release(scratch, "x86_64");
        scratch.Scratch.Write("shop.proj", """
            <Project>
              <PropertyGroup>
                <WolfiLockFile>$(Where)/wolfi.lock.json</WolfiLockFile>
                <WolfiCacheFolder>cache</WolfiCacheFolder>
              </PropertyGroup>
              <ItemGroup><WolfiRepository Include="repository" IndexKeys="team.rsa.pub" /></ItemGroup>
            </Project>
            """);
        Directory.CreateDirectory(scratch.Scratch["locks"]);
        File.Move(scratch.LockFile, scratch.Scratch["locks/wolfi.lock.json"]);

        ToolRun run = ToolRun.Of("update", "base", "--project", scratch.Scratch.Root, "-p:Where=locks").Expect(0);

        StringAssert.Contains(run.Output, "1 raised; 4 packages for x86_64");
    }

    // Everything has a newer version; the new curl needs the new openssl and a package that is not locked.
    private static void Release(LockedScratch scratch, string architecture)
    {
        scratch.Add(architecture, "base", "1.1-r0");
        scratch.Add(architecture, "openssl", "3.1-r0", "--depend", "base");
        scratch.Add(architecture, "zlib", "1.3-r0");
        scratch.Add(architecture, "libcurl", "8.1-r0", "--origin", "curl");
        scratch.Add(architecture, "curl", "8.1-r0", "--origin", "curl", "--depend", "libcurl", "--depend", "openssl>=3.1", "--depend", "zlib");
        scratch.Index(architecture);
    }
}
