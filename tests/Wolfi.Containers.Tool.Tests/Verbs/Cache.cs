using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Cache
{
    private readonly Scratch _scratch = new();

    [TestCleanup]
    public void Remove() => _scratch.Dispose();

    private string Folder => _scratch["cache"];

    private string Size => new FileInfo(_scratch["packages/alpha-1.0-r0.apk"]).Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [TestMethod]
    public void Info_tells_what_the_cache_holds()
    {
        string file = Fill();
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        ToolRun run = ToolRun.Of("cache", "info", "--cache", Folder).Expect(0);
        JsonElement document = ToolRun.Of("cache", "info", "--cache", Folder, "--json").Expect(0).Json;

        Assert.AreEqual("", run.Error);
        Assert.AreEqual(
            $"""
            {Folder}
              packages        1 file, {Output.Shown.Size(new FileInfo(file).Length)}
              derived         0 files, 0 B
              temporary       0 files, 0 B
              held            0 packages by running builds
              bound           5.0 GB
              oldest use      2026-01-02T03:04:05Z
              newest use      2026-01-02T03:04:05Z

            """,
            run.Output);
        Assert.AreEqual(
            $$"""{"folder":"{{Folder}}","packages":{"entries":1,"bytes":{{Size}}},"derived":{"entries":0,"bytes":0},"temporary":{"entries":0,"bytes":0},"held":0,"bound":5000000000,"oldestUse":"2026-01-02T03:04:05Z","newestUse":"2026-01-02T03:04:05Z"}""",
            JsonSerializer.Serialize(document));
    }

    [TestMethod]
    public void Info_of_a_cache_that_is_not_there_makes_none()
    {
        JsonElement document = ToolRun.Of("cache", "info", "--cache", Folder, "--json").Expect(0).Json;

        Assert.AreEqual(0, document.GetProperty("packages").GetProperty("entries").GetInt32());
        Assert.AreEqual(JsonValueKind.Null, document.GetProperty("oldestUse").ValueKind);
        Assert.IsFalse(Directory.Exists(Folder));
    }

    [TestMethod]
    public void Clear_empties_the_cache()
    {
        string file = Fill();

        ToolRun run = ToolRun.Of("cache", "clear", "--cache", Folder, "--json").Expect(0);

        Assert.AreEqual($$"""{"folder":"{{Folder}}","removed":{"entries":1,"bytes":{{Size}}},"kept":[]}""", JsonSerializer.Serialize(run.Json));
        Assert.IsFalse(File.Exists(file));
        Assert.AreEqual($"{Folder}: 0 files removed, 0 B\n", ToolRun.Of("cache", "clear", "--cache", Folder).Expect(0).Output);
    }

    [TestMethod]
    public void Clear_keeps_what_a_running_build_uses_and_says_so()
    {
        using RepositoryClient running = Client();
        string file = Fill(running);

        ToolRun run = ToolRun.Of("cache", "clear", "--cache", Folder).Expect(0);

        Assert.AreEqual($"{Folder}: 0 files removed, 0 B; 1 file kept, which running builds use\n", run.Output);
        Assert.IsTrue(File.Exists(file));
    }

    [TestMethod]
    public void Verify_names_and_removes_what_is_damaged()
    {
        string file = Fill();
        string name = Path.GetRelativePath(Folder, file);
        Assert.AreEqual(
            $"{Folder}: 1 package hashed, {Output.Shown.Size(new FileInfo(file).Length)}; 0 derived checked, 0 B; 0 damaged\n", Run("verify").Expect(0).Output);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);

        ToolRun run = Run("verify", "--json").Expect(1);

        Assert.AreEqual("WOLFI2061", run.ErrorCode);
        JsonElement damaged = run.Json.GetProperty("damaged").EnumerateArray().Single();
        Assert.AreEqual(name, damaged.GetProperty("name").GetString());
        Assert.IsTrue(damaged.GetProperty("removed").GetBoolean());
        StringAssert.StartsWith(run.Error, $"error WOLFI2061: The cache folder '{Folder}' holds 1 damaged of 1 entries.", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, $"  {name} has ", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(file));
        Run("verify").Expect(0);
    }

    // Where locks can't be had nothing tells what builds use, so that nothing may go.
    [TestMethod]
    public void Clear_without_file_locks_is_refused()
    {
        string file = Fill();

        ToolRun run = Run([new("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1")], "clear", "--json").Expect(3);

        Assert.AreEqual("WOLFI2060", run.ErrorCode);
        Assert.IsTrue(File.Exists(file));
    }

    [TestMethod]
    public void A_folder_that_others_can_write_to_is_refused_G119()
    {
        Fill();
        Scratch.SetMode(Folder, (UnixFileMode)0b111_111_111);

        Assert.AreEqual("WOLFI2014", ToolRun.Of("cache", "clear", "--cache", Folder, "--json").Expect(3).ErrorCode);
    }

    // The derived entries' key is the user's, in the user's own folder: not in the one of whoever runs the tests.
    private ToolRun Run(params string[] arguments) => Run([], arguments);

    private ToolRun Run(KeyValuePair<string, string>[] environment, params string[] arguments) =>
        ToolRun.InProcess([new("XDG_DATA_HOME", _scratch["data"]), .. environment], ["cache", .. arguments, "--cache", Folder]);

    private RepositoryClient Client() => new(null, new PackageCache(Folder, PackageCache.DefaultLimit));

    private string Fill()
    {
        using RepositoryClient client = Client();
        return Fill(client);
    }

    private string Fill(RepositoryClient client)
    {
        _scratch.Pack("alpha", "1.0-r0");
        ToolRun.Of("index", _scratch["packages"], "--key", _scratch.PrivateKey).Expect(0);
        Keyring keys = Keyring.Create([KeyFiles.ReadPublic(_scratch.PublicKey)]);
        PackageRepository repository = new() { Location = _scratch["packages/APKINDEX.tar.gz"], IndexKeys = keys, PackageKeys = keys };
        PackageIndex index = client.FetchIndexAsync(repository, "x86_64", default).GetAwaiter().GetResult();
        ImmutableArray<IndexRecord> records = [.. index.Records];
        return client.FetchPackageAsync(new ResolvedPackage(records.Single(), repository), default).GetAwaiter().GetResult().File.FetchAsync(default).GetAwaiter().GetResult();
    }
}
