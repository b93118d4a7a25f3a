using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

[TestClass]
public sealed class LockFileWriter_bytes
{
    private const int Tries = 300;

    private static readonly JsonSchema Schema = JsonSchema.Load("lock.schema.json");

    private static Gen<char> Digit { get; } = Gen.Elements("0123456789abcdef".ToCharArray());

    private static Gen<RepositoryName> Repository { get; } =
        from url in Gen.Elements(null, LockFiles.WolfiUrl, "http://mirror.example:8080/a%20b", "https://other.example/os/x86_64/APKINDEX.tar.gz")
        from digit in Digit
        from tag in Gen.Elements(null, "edge", "local")
        from place in Gen.Elements(1, 1, 2, 1000)
        select new RepositoryName(url, LockFiles.Hash(digit), tag, place);

    private static Gen<LockedRepository> LockedRepository { get; } =
        from name in Repository
        from patterns in Gen.SubListOf("acme-*", "acme", "so:lib*", "z")
        from architectures in Gen.SubListOf("x86_64", "aarch64", "riscv64")
        from digit in Digit
        from newest in Gen.Elements<long?>(null, 0, 1756000000, long.MaxValue)
        from records in Gen.Elements(0, 1, int.MaxValue)
        from signatures in Gen.Elements<LockedSignature?>(null, LockedSignature.Index, LockedSignature.Package)
        select new LockedRepository
        {
            Name = name,
            PackagePatterns = [.. patterns],
            Indexes = [.. architectures.Select(architecture => new LockedIndex(architecture, LockFiles.Hash(digit), newest, records))],
            Signatures = signatures,
        };

    private static Gen<LockFile> File { get; } =
        from repositories in Gen.ListOf(LockedRepository, 3)
        from architectures in Gen.SubListOf("x86_64", "aarch64")
        from digits in Gen.ListOf(Digit, 4)
        from world in Gen.SubListOf("so:libz.so.1", "zlib~1.2", "!musl", "a@edge>=1", "pc:x[y]")
        from names in Gen.SubListOf("zlib", "glibc", "Acme.Tool_1", "libstdc++")
        from version in Gen.Elements("0", "1.2.3-r4", "2.0_rc1~ab-r0")
        from size in Gen.Elements(0L, 1L, long.MaxValue)
        from noarch in Gen.Elements(true, false)
        from signature in Gen.Elements(LockedSignature.Index, LockedSignature.Package)
        let known = repositories.DistinctBy(repository => repository.Name).ToImmutableArray()
        select new LockFile
        {
            Repositories = known,
            Architectures = [.. architectures.Select(architecture => new LockedArchitecture
            {
                Name = architecture,
                Needs = "sha256:" + LockFiles.Hash(digits[0]),
                World = [.. world],
                Packages = [.. names.Select(name => new LockedPackage
                {
                    Name = name,
                    Version = PackageVersion.Parse(version),
                    Architecture = noarch ? "noarch" : architecture,
                    Repository = known[name.Length % known.Length].Name,
                    Url = UrlOf(known[name.Length % known.Length].Name.Url, architecture, $"{name}-{version}.apk"),
                    Checksum = "Q1" + Convert.ToBase64String(new byte[20]),
                    Size = size,
                    Sha256 = LockFiles.Hash(digits[1]),
                    DataHash = LockFiles.Hash(digits[2]),
                    DiffId = LockFiles.Hash(digits[3]),
                    DataSize = size,
                    InstalledSize = size,
                    Signature = signature,
                })],
            })],
        };

    [TestMethod]
    public void Are_the_golden_ones()
    {
        string text = LockFiles.Text(LockFiles.Full);
        Golden.Verify("Wolfi.Containers.Tests", "wolfi.lock", "json", text);
        string[] faults = [.. Schema.FaultsOf(JsonDocument.Parse(text).RootElement)];
        Assert.IsEmpty(faults, string.Join("\n", faults));
    }

    [TestMethod]
    public void Read_back_to_what_was_written() =>
        Check(file => Facts(LockFiles.Read(LockFiles.Text(file))) == Facts(file.Sorted()));

    [TestMethod]
    public void Do_not_depend_on_the_order_of_lists() =>
        Check(file => LockFiles.Text(Reversed(file)) == LockFiles.Text(file));

    [TestMethod]
    public void Fit_the_schema() =>
        Check(file => !Schema.FaultsOf(JsonDocument.Parse(LockFiles.Text(file)).RootElement).Any());

    [TestMethod]
    [DataRow("""{"version":2,"repositories":[],"architectures":{}}""", "$.version")]
    [DataRow("""{"version":1,"repositories":[{"key":"x","indexes":{}}],"architectures":{}}""", "$.repositories[0].key")]
    [DataRow("""{"version":1,"repositories":[],"architectures":{"x86_64":{"needs":"sha256:","world":[],"packages":[]}}}""", "$.architectures.x86_64.needs")]
    [DataRow("""{"version":1,"repositories":[],"architectures":{},"packages":[]}""", "$.packages")]
    public void Have_a_schema_that_refuses_other_files(string json, string place) =>
        Assert.IsTrue(Schema.FaultsOf(JsonDocument.Parse(json).RootElement).Any(fault => fault.StartsWith(place, StringComparison.Ordinal)));

    [TestMethod]
    public void Are_left_alone_when_the_file_has_them_already()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine(LockFile.FileName);
        byte[] bytes = LockFileWriter.ToBytes(LockFiles.Full);
        Assert.IsTrue(LockFileWriter.WriteFile(path, bytes));
        Assert.IsFalse(LockFileWriter.WriteFile(path, bytes));
        Assert.IsTrue(LockFileWriter.WriteFile(path, LockFileWriter.ToBytes(LockFile.Empty)));
        CollectionAssert.AreEqual(LockFileWriter.ToBytes(LockFile.Empty), System.IO.File.ReadAllBytes(path));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.FullPath));
    }

    private static void Check(Func<LockFile, bool> holds) =>
        Prop.ForAll(Arb.From(File), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries).WithReplay(1, 1));

    // Spelled out by the framework, so that it shares no code with reader and writer.
    private static string Facts(LockFile file) => JsonSerializer.Serialize(file, new JsonSerializerOptions { IncludeFields = false }) + string.Join(' ', file.Architectures.SelectMany(a => a.Packages));

    private static LockFile Reversed(LockFile file) => new()
    {
        Repositories = [.. file.Repositories.Reverse().Select(repository => repository with
        {
            PackagePatterns = [.. repository.PackagePatterns.Reverse()],
            Indexes = [.. repository.Indexes.Reverse()],
        })],
        Architectures = [.. file.Architectures.Reverse().Select(locked => locked with { World = [.. locked.World.Reverse()], Packages = [.. locked.Packages.Reverse()] })],
    };

    private static string UrlOf(string? repository, string architecture, string file) => repository is null ? $"{architecture}/{file}"
        : repository.EndsWith(".tar.gz", StringComparison.Ordinal) ? $"https://other.example/os/x86_64/{file}"
        : $"{repository}/{architecture}/{file}";
}
