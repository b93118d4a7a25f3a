using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Packages whose bytes are known beforehand, without an index; and clients that refuse the network.</summary>
[TestClass]
public sealed class RepositoryClient_pins
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Let_a_record_do_whose_dependencies_nobody_knows()
    {
        using RepositoryClient client = Client();
        ResolvedPackage wanted = Pinned(pin => pin);
        wanted = wanted with { Record = wanted.Record with { Depends = [DependencyAtom.Parse("not-its-own")] } };
        VerifiedPackage package = await client.FetchPackageAsync(wanted, TestContext.CancellationToken);
        Assert.AreEqual(PackageTrust.PackageSigned, package.Trust);
        Assert.AreEqual(
            ApkFault.RecordMismatch,
            (await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(wanted with { Pin = null }, TestContext.CancellationToken))).Fault);
    }

    [TestMethod]
    [DataRow("SHA-256")]
    [DataRow("data hash")]
    [DataRow("diff id")]
    [DataRow("data size")]
    [DataRow("installed size")]
    public async Task Hold_every_hash_and_size_of_what_comes(string what)
    {
        ResolvedPackage wanted = Pinned(pin => what switch
        {
            "SHA-256" => pin with { Sha256 = new string('0', 64) },
            "data hash" => pin with { DataHash = new string('0', 64) },
            "diff id" => pin with { DiffId = new string('0', 64) },
            "data size" => pin with { DataSize = 1 },
            _ => pin with { InstalledSize = 1 },
        });
        using RepositoryClient client = Client();
        ApkException failure = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(wanted, TestContext.CancellationToken));
        Assert.AreEqual(ApkFault.PinMismatch, failure.Fault);
        StringAssert.StartsWith(failure.Message, $"hello-1.0-r0: the package's {what} is ");

        // What one project pins says nothing against the package for another.
        await client.FetchPackageAsync(Pinned(pin => pin), TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task Hold_name_version_and_architecture()
    {
        ResolvedPackage wanted = Pinned(pin => pin);
        using RepositoryClient client = Client();
        ApkException failure = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(wanted with { Record = wanted.Record with { Architecture = "noarch" } }, TestContext.CancellationToken));
        Assert.AreEqual(ApkFault.PinMismatch, failure.Fault);
    }

    [TestMethod]
    public async Task Offline_nothing_is_asked_of_a_server()
    {
        PackageRepository away = TestRepository.At("https://packages.invalid/os");
        using RepositoryClient client = new(null, new PackageCache(_folder.Combine("cache"))) { Offline = true };
        Assert.AreEqual(ApkFault.Offline, (await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchIndexAsync(away, "x86_64", TestContext.CancellationToken))).Fault);
        ResolvedPackage wanted = Pinned(pin => pin);
        ApkException failure = await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(wanted with { Repository = away }, TestContext.CancellationToken));
        Assert.AreEqual(ApkFault.Offline, failure.Fault);
        StringAssert.StartsWith(failure.Message, "https://packages.invalid/os/x86_64/hello-1.0-r0.apk: ");

        await client.FetchPackageAsync(wanted, TestContext.CancellationToken);
        await client.FetchPackageAsync(wanted with { Repository = away }, TestContext.CancellationToken);
    }

    private RepositoryClient Client() => new(null, new PackageCache(_folder.Combine("cache")));

    private ResolvedPackage Pinned(Func<PackagePin, PackagePin> change)
    {
        using MemoryStream stream = new(_made.Sound);
        ApkPackage package = ApkPackageReader.Read(stream, "hello", TestContext.CancellationToken);
        PackagePin pin = new(package.FileSha256, package.Info.DataHash, package.DiffId, package.DataSize, package.Info.InstalledSize);
        return new ResolvedPackage(_made.Record, _made.WriteTo(_folder.Combine("repo"))) { Pin = change(pin) };
    }
}
