using System.Text.Json;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Lock
{
    // Stands in for a project that takes the package: publishing it puts the prepared lock file in place.
    private const string Project = """
        <Project>
          <ItemGroup><WolfiRepository Include="packages" IndexKeys="team.rsa.pub" /></ItemGroup>
          <Target Name="Restore" />
          <Target Name="Publish">
            <Error Condition="'$(PublishWolfiImage)' != 'true' or '$(WolfiUpdate)' != 'true'" Text="not asked for an update" />
            <Error Condition="'$(Fail)' == 'true'" Text="the compiler is not happy" />
            <Message Importance="high" Text="publishing for '$(RuntimeIdentifier)' with $(Extra) &#27;[2J" />
            <Copy SourceFiles="next.json" DestinationFiles="wolfi.lock.json" />
          </Target>
        </Project>
        """;

    [TestMethod]
    public void The_project_is_published_and_what_changed_is_shown()
    {
        using Scratch scratch = new();
        scratch.Write("shop.proj", Project);
        WriteLock(scratch, "wolfi.lock.json", ("glibc", "2.42-r0"), ("openssl", "3.5.0-r0"), ("zlib", "1.3.1-r0"));
        WriteLock(scratch, "next.json", ("curl", "8.0-r0"), ("glibc", "2.43-r0"), ("zlib", "1.3.1-r0"));

        ToolRun run = ToolRun.Of("lock", scratch.Root, "-p:Extra=a;b", "--", "-p:Other=1").Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "lock", "txt", run.Output.Replace(scratch.Root, "FOLDER", StringComparison.Ordinal));
        StringAssert.Contains(run.Error, "publishing for '' with a;b \\x1b[2J");
    }

    [TestMethod]
    public void Each_platform_is_published_in_turn_and_json_names_the_changes()
    {
        using Scratch scratch = new();
        scratch.Write("shop.proj", Project);
        WriteLock(scratch, "next.json", ("zlib", "1.3.1-r0"));

        ToolRun run = ToolRun.Of("lock", scratch["shop.proj"], "-r", "linux-x64", "-r", "linux-arm64", "--json").Expect(0);

        Assert.AreEqual(scratch["wolfi.lock.json"], run.Json.GetProperty("lockFile").GetString());
        JsonElement change = run.Json.GetProperty("changes").EnumerateArray().Single();
        Assert.AreEqual("""{"name":"zlib","architecture":"x86_64","before":null,"after":"1.3.1-r0","change":"added"}""", JsonSerializer.Serialize(change));
        StringAssert.Contains(run.Error, "publishing for 'linux-x64'");
        StringAssert.Contains(run.Error, "publishing for 'linux-arm64'");
    }

    [TestMethod]
    public void A_build_that_fails_is_told_and_the_lock_file_stays()
    {
        using Scratch scratch = new();
        scratch.Write("shop.proj", Project);
        WriteLock(scratch, "wolfi.lock.json", ("zlib", "1.3.1-r0"));
        string before = File.ReadAllText(scratch["wolfi.lock.json"]);

        ToolRun run = ToolRun.Of("lock", scratch.Root, "-p", "Fail=true", "--json").Expect(1);

        Assert.AreEqual("WOLFI3042", run.ErrorCode);
        StringAssert.Contains(run.Error, "the compiler is not happy");
        Assert.AreEqual(before, File.ReadAllText(scratch["wolfi.lock.json"]));
    }

    [TestMethod]
    public void Settings_are_checked_before_anything_is_built()
    {
        using Scratch scratch = new();
        scratch.Write("shop.proj", Project.Replace("IndexKeys=\"team.rsa.pub\"", "Tag=\"!\" IndexKeys=\"none.rsa.pub\"", StringComparison.Ordinal));

        ToolRun run = ToolRun.Of("lock", scratch.Root, "--json").Expect(1);

        Assert.AreEqual("WOLFI1220", run.ErrorCode);
        StringAssert.Contains(run.Error, "error WOLFI1013: ");
        Assert.IsFalse(run.Error.Contains("publishing", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("empty", 2, "WOLFI1911")]
    [DataRow("nothing", 3, "WOLFI1902")]
    [DataRow("several", 2, "WOLFI1912")]
    [DataRow("several/a.csproj several/b.csproj", 2, "WOLFI1901")]
    [DataRow("several -p NoValue", 2, "WOLFI1901")]
    public void What_is_no_project_has_its_code(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        Directory.CreateDirectory(scratch["empty"]);
        scratch.Write("several/a.csproj", "");
        scratch.Write("several/b.csproj", "");

        ToolRun run = ToolRun.Of(["lock", .. arguments.Split(' ').Select(word => word.StartsWith('-') || word == "NoValue" ? word : scratch[word]), "--json"]).Expect(exitCode);

        Assert.AreEqual(code, run.ErrorCode);
    }

    [TestMethod]
    public void Packages_can_be_locked_without_an_app()
    {
        using LockedScratch scratch = LockedScratch.Make();

        Assert.AreEqual("base-1.0-r0 curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0", scratch.Locked("x86_64"));
        Assert.AreEqual("base-1.0-r0 curl-8.0-r0 libcurl-8.0-r0 openssl-3.0-r0", scratch.Locked("aarch64"));
        ToolRun run = ToolRun.Of(["lock", "--package", "openssl", "--arch", "x86_64", .. scratch.Sources]).Expect(0);
        Assert.AreEqual($"{scratch.LockFile}: 2 removed; 4 packages for aarch64, 2 packages for x86_64\n", run.Output[run.Output.IndexOf(scratch.LockFile, StringComparison.Ordinal)..]);
    }

    [TestMethod]
    [DataRow("--package a --package b=x", "'b=x' is no dependency")]
    [DataRow("--package a shop.proj", "--package publishes nothing")]
    [DataRow("--package a -r linux-x64", "--package publishes nothing")]
    [DataRow("--package a -- --no-restore", "--package publishes nothing")]
    [DataRow("shop.proj --repository packages", "go with --package")]
    [DataRow("shop.proj --key team.rsa.pub", "go with --package")]
    [DataRow("shop.proj --arch x86_64", "go with --package")]
    public void Publishing_and_locking_packages_do_not_mix(string arguments, string message)
    {
        ToolRun run = ToolRun.Of(["lock", .. arguments.Split(' ')]).Expect(2);

        StringAssert.Contains(run.Error, message);
    }

    private static void WriteLock(Scratch scratch, string file, params (string Name, string Version)[] packages)
    {
        RepositoryName repository = new("https://packages.example/os", new string('a', 64));
        File.WriteAllBytes(scratch[file], LockFileWriter.ToBytes(new LockFile
        {
            Repositories = [new LockedRepository { Name = repository, Signatures = LockedSignature.Package }],
            Architectures =
            [
                new LockedArchitecture
                {
                    Name = "x86_64",
                    Needs = "sha256:" + new string('b', 64),
                    World = [],
                    Packages = [.. packages.Select(package => Locked(repository, package.Name, package.Version))],
                },
            ],
        }));
    }

    private static LockedPackage Locked(RepositoryName repository, string name, string version) => new()
    {
        Name = name,
        Version = PackageVersion.Parse(version),
        Architecture = "x86_64",
        Repository = repository,
        Url = $"{repository.Url}/x86_64/{name}-{version}.apk",
        Checksum = "Q1" + Convert.ToBase64String(new byte[20]),
        Size = 1,
        Sha256 = new string('c', 64),
        DataHash = new string('d', 64),
        DiffId = new string('e', 64),
        DataSize = 1,
        InstalledSize = 1,
        Signature = LockedSignature.Package,
    };
}
