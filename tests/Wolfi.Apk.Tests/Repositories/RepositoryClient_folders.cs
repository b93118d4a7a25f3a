using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Caching;
using Wolfi.Apk.Tests.Packages;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>A repository in a folder, and every hop of trust.</summary>
[TestClass]
public sealed class RepositoryClient_folders
{
    private readonly TemporaryFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    private string Cache => _folder.Combine("cache");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    [DataRow("", DisplayName = "Folder")]
    [DataRow("file://", DisplayName = "file: URL")]
    public async Task Index_and_package_are_fetched(string scheme)
    {
        TestRepository made = new();
        made.WriteTo(_folder.Combine("repo"));
        PackageRepository repository = TestRepository.At(scheme + _folder.Combine("repo"));
        using RepositoryClient client = new(null, new PackageCache(Cache));

        PackageIndex index = await client.FetchIndexAsync(repository, TestRepository.Architecture, TestContext.CancellationToken);
        VerifiedPackage package = await client.FetchPackageAsync(new ResolvedPackage(index.Records.Single(), repository), TestContext.CancellationToken);

        CollectionAssert.AreEqual(new[] { "team.rsa.pub" }, index.VerifiedBy.ToArray());
        Assert.AreEqual(PackageTrust.PackageSigned, package.Trust);
        CollectionAssert.AreEqual(made.Sound, File.ReadAllBytes(package.File.Path!));
        StringAssert.StartsWith(package.File.Path!, Cache, StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFiles(Path.Combine(Cache, "temporary")));
    }

    [TestMethod]
    [DataRow("x86_64", DisplayName = "The architecture's own folder")]
    [DataRow("x86_64/APKINDEX.tar.gz", DisplayName = "The index itself")]
    public async Task Location_may_be_flat(string below)
    {
        TestRepository made = new();
        made.WriteTo(_folder.Combine("repo"));
        PackageRepository repository = TestRepository.At(_folder.Combine("repo", below));
        using RepositoryClient client = new(null, new PackageCache(Cache));

        PackageIndex index = await client.FetchIndexAsync(repository, TestRepository.Architecture, TestContext.CancellationToken);
        VerifiedPackage package = await client.FetchPackageAsync(new ResolvedPackage(index.Records.Single(), repository), TestContext.CancellationToken);

        Assert.AreEqual("hello", package.Package.Info.Name);
    }

    [TestMethod]
    public async Task Package_for_all_machines_lies_in_the_folder_that_it_was_resolved_for()
    {
        TestRepository made = new();
        PackageRepository repository = made.WriteTo(_folder.Combine("repo"));
        made.ChangeRecord(record => record with { Architecture = "noarch" });
        using RepositoryClient client = new(null, new PackageCache(Cache));

        // It is found, and then refused, as the package itself is not for all machines.
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(
            () => client.FetchPackageAsync(made.Resolved(repository) with { Architecture = "x86_64" }, TestContext.CancellationToken));

        Assert.AreEqual(ApkFault.RecordMismatch, e.Fault);
    }

    // A1, A2, A3
    [TestMethod]
    public async Task Untrusted_index_is_refused()
    {
        PackageRepository unsigned = Write("unsigned", new TestRepository(), index: made => IndexWriter.Write([made.Record], "", null));
        PackageRepository unknown = Write("unknown", new TestRepository(TestKeys.Other));
        PackageRepository impostor = Write("impostor", new TestRepository(TestKeys.Impostor));

        await IndexFails(unsigned, ApkFault.Unsigned);
        await IndexFails(unknown, ApkFault.UnknownKey);
        await IndexFails(impostor, ApkFault.BadSignature);
        await IndexFails(impostor with { AllowUntrustedIndexUnsafe = true }, ApkFault.BadSignature);
    }

    // A27
    [TestMethod]
    public async Task Index_of_another_architecture_is_refused()
    {
        TestRepository made = new();
        PackageRepository repository = made.WriteTo(_folder.Combine("repo"));
        Directory.Move(_folder.Combine("repo", "x86_64"), _folder.Combine("repo", "aarch64"));
        using RepositoryClient client = new(null, new PackageCache(Cache));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchIndexAsync(repository, "aarch64", TestContext.CancellationToken));

        Assert.AreEqual(ApkFault.RecordMismatch, e.Fault);
    }

    // B29, B30, B31, B32, B33
    [TestMethod]
    [DataRow(ApkFault.ControlChecksumMismatch, DisplayName = "B29")]
    [DataRow(ApkFault.DataHashMismatch, DisplayName = "B30")]
    [DataRow(ApkFault.SizeMismatch, DisplayName = "B31")]
    [DataRow(ApkFault.RecordMismatch, DisplayName = "B32")]
    [DataRow(ApkFault.BadSignature, DisplayName = "B33")]
    public async Task Package_that_breaks_a_hop_is_refused_and_nothing_stays(ApkFault fault)
    {
        TestRepository made = fault switch
        {
            ApkFault.DataHashMismatch => new TestRepository(change: ChangeData),
            ApkFault.BadSignature => new TestRepository(packageKey: TestKeys.Impostor),
            _ => new TestRepository(),
        };
        made.ChangeRecord(record => fault switch
        {
            ApkFault.ControlChecksumMismatch => record with { Checksum = "Q15ngl7BSnpRVvN8nmI1WI8OYxae0=" },
            ApkFault.SizeMismatch => record with { Size = record.Size + 1 },
            ApkFault.RecordMismatch => record with { Depends = [Wolfi.Apk.Versions.DependencyAtom.Parse("so:libc.so.6")] },
            _ => record,
        });

        ApkException e = await PackageFails(made.WriteTo(_folder.Combine("repo")), made.Record);

        Assert.AreEqual(fault, e.Fault, e.Message);
        StringAssert.Contains(e.Message, "hello-1.0-r0", StringComparison.Ordinal);
        Assert.IsEmpty(CacheFiles.Below(Cache));
    }

    [TestMethod]
    [DataRow(PackageSignatures.Auto, PackageTrust.IndexVouched)]
    [DataRow(PackageSignatures.Index, PackageTrust.IndexVouched)]
    [DataRow(PackageSignatures.Packages, null)]
    public async Task Package_of_an_unknown_key_is_as_its_repository_demands(PackageSignatures signatures, PackageTrust? expected)
    {
        TestRepository made = new(packageKey: TestKeys.Other);
        PackageRepository repository = made.WriteTo(_folder.Combine("repo")) with { Signatures = signatures };

        if (expected is null)
        {
            ApkException e = await PackageFails(repository, made.Record);
            Assert.AreEqual(ApkFault.UnknownKey, e.Fault);
            StringAssert.Contains(e.Message, "'other.rsa.pub'", StringComparison.Ordinal);
        }
        else
        {
            using RepositoryClient client = new(null, new PackageCache(Cache));
            Assert.AreEqual(expected, (await client.FetchPackageAsync(made.Resolved(repository), TestContext.CancellationToken)).Trust);
        }
    }

    [TestMethod]
    public async Task Nothing_from_an_untrusted_repository_is_trusted()
    {
        TestRepository made = new();
        PackageRepository repository = made.WriteTo(_folder.Combine("repo")) with { AllowUntrustedIndexUnsafe = true };
        using RepositoryClient client = new(null, new PackageCache(Cache));

        Assert.AreEqual(PackageTrust.Untrusted, (await client.FetchPackageAsync(made.Resolved(repository), TestContext.CancellationToken)).Trust);
    }

    [TestMethod]
    public async Task Missing_index_and_package_are_named()
    {
        TestRepository made = new();
        PackageRepository repository = made.WriteTo(_folder.Combine("repo"));
        File.Delete(_folder.Combine("repo", "x86_64", "hello-1.0-r0.apk"));

        ApkException package = await PackageFails(repository, made.Record);
        ApkException index = await IndexFails(TestRepository.At(_folder.Combine("nowhere")), ApkFault.NotFound);

        Assert.AreEqual(ApkFault.NotFound, package.Fault);
        StringAssert.Contains(package.Message, _folder.Combine("repo", "x86_64", "hello-1.0-r0.apk"), StringComparison.Ordinal);
        StringAssert.Contains(index.Message, _folder.Combine("nowhere", "x86_64", "APKINDEX.tar.gz"), StringComparison.Ordinal);
    }

    // What an index says becomes a path only when it is a name.
    [TestMethod]
    [DataRow("../../etc/passwd")]
    [DataRow("a/b")]
    [DataRow("..")]
    [DataRow("")]
    [DataRow("a\0b")]
    [DataRow("a%2fb")]
    public async Task Names_outside_the_grammar_never_become_paths(string name)
    {
        TestRepository made = new();
        PackageRepository repository = made.WriteTo(_folder.Combine("repo"));

        Assert.AreEqual(ApkFault.InvalidName, (await PackageFails(repository, made.Record with { Name = name })).Fault);
    }

    [TestMethod]
    [DataRow("../x86_64")]
    [DataRow("")]
    [DataRow("x86/64")]
    public async Task Architectures_outside_the_grammar_never_become_paths(string architecture)
    {
        using RepositoryClient client = new(null, new PackageCache(Cache));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchIndexAsync(TestRepository.At("/repo"), architecture, TestContext.CancellationToken));

        Assert.AreEqual(ApkFault.InvalidName, e.Fault);
    }

    /// <summary>Changes a byte of the data member that no check but the data hash looks at: the gzip header's hint on compression.</summary>
    internal static byte[] ChangeData(byte[] bytes)
    {
        byte[] changed = [.. bytes];
        changed[ApkPackageReader.Read(new MemoryStream(bytes), "sound", default).DataMember.Offset + 8] ^= 0x04;
        return changed;
    }

    private PackageRepository Write(string name, TestRepository made, Func<TestRepository, byte[]>? index = null)
    {
        PackageRepository repository = made.WriteTo(_folder.Combine(name));
        File.WriteAllBytes(_folder.Combine(name, "x86_64", "APKINDEX.tar.gz"), index?.Invoke(made) ?? made.Index);
        return repository;
    }

    private async Task<ApkException> IndexFails(PackageRepository repository, ApkFault fault)
    {
        using RepositoryClient client = new(null, new PackageCache(Cache));
        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchIndexAsync(repository, TestRepository.Architecture, TestContext.CancellationToken));
        Assert.AreEqual(fault, e.Fault, e.Message);
        return e;
    }

    private async Task<ApkException> PackageFails(PackageRepository repository, IndexRecord record)
    {
        using RepositoryClient client = new(null, new PackageCache(Cache));
        return await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(new ResolvedPackage(record, repository), TestContext.CancellationToken));
    }
}
