using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Packages;
using static Wolfi.Apk.Tests.Repositories.FakeServers;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Packages that are known from an earlier reading, and whose files are fetched only where somebody asks for them.</summary>
[TestClass]
public sealed class RepositoryClient_heads
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _made = new();
    private readonly FakeServers _servers;

    public RepositoryClient_heads()
    {
        _servers = new FakeServers(request => Bytes(_made.File_(request.RequestUri!.AbsolutePath)));
    }

    public TestContext TestContext { get; set; } = null!;

    private static PackageRepository Repository => TestRepository.At("https://host.example/repo");

    private CancellationToken Token => TestContext.CancellationToken;

    private string Cache => _folder.Combine("cache");

    [TestCleanup]
    public void Remove()
    {
        _servers.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Are_all_that_is_needed_until_the_file_is_asked_for(bool keptByOneThatWantsHeads)
    {
        VerifiedPackage read = await FetchAsync(headsSuffice: keptByOneThatWantsHeads);
        Assert.IsNotNull(read.File.Path);
        ForgetPackages();

        using RepositoryClient client = Client(headsSuffice: true);
        VerifiedPackage known = await client.FetchPackageAsync(_made.Resolved(Repository), Token);

        Assert.HasCount(1, _servers.Requests);
        Assert.IsNull(known.File.Path);
        Assert.AreEqual(PackageTrust.PackageSigned, known.Trust);
        ApkPackage package = known.Package;
        Assert.AreEqual(
            (read.Package.Checksum, read.Package.DiffId, read.Package.DataSize, read.Package.FileSize, read.Package.FileSha256, read.Package.DataMember, read.Package.ControlMember, read.Package.SignatureMember),
            (package.Checksum, package.DiffId, package.DataSize, package.FileSize, package.FileSha256, package.DataMember, package.ControlMember, package.SignatureMember));
        CollectionAssert.AreEqual(read.Package.Entries, package.Entries);
        CollectionAssert.AreEqual(read.Package.SignatureBytes, package.SignatureBytes);
        CollectionAssert.AreEqual(read.Package.ControlBytes, package.ControlBytes);

        CollectionAssert.AreEqual(_made.Sound, File.ReadAllBytes(await known.File.FetchAsync(Token)));
        Assert.HasCount(2, _servers.Requests);
        await known.File.FetchAsync(Token);
        Assert.HasCount(2, _servers.Requests);
    }

    [TestMethod]
    public async Task Do_not_take_the_place_of_files_for_others()
    {
        await FetchAsync(headsSuffice: true);
        ForgetPackages();

        Assert.IsNotNull((await FetchAsync(headsSuffice: false)).File.Path);
        Assert.HasCount(2, _servers.Requests);
    }

    [TestMethod]
    [DataRow("package", "changed")]
    [DataRow("package", "another's")]
    [DataRow("package", "gone")]
    [DataRow("package-head", "changed")]
    [DataRow("package-head", "another's")]
    [DataRow("package-head", "gone")]
    public async Task Count_only_as_this_user_has_kept_them(string kind, string what)
    {
        TestRepository other = new(content: "other");
        using (RepositoryClient client = Client(headsSuffice: true))
        {
            await client.FetchPackageAsync(other.Resolved(other.WriteTo(_folder.Combine("other"))), Token);
        }

        string others = Entries(kind).Single();
        await FetchAsync(headsSuffice: true);
        ForgetPackages();
        string entry = Entries(kind).Single(file => file != others);
        switch (what)
        {
            case "changed":
                byte[] bytes = File.ReadAllBytes(entry);
                bytes[^1] ^= 1;
                File.WriteAllBytes(entry, bytes);
                break;
            case "another's":
                File.Copy(others, entry, overwrite: true);
                break;
            default:
                File.Delete(entry);
                break;
        }

        Assert.IsNotNull((await FetchAsync(headsSuffice: true)).File.Path);
        Assert.HasCount(2, _servers.Requests);

        ForgetPackages();
        Assert.IsNull((await FetchAsync(headsSuffice: true)).File.Path, "what was read again is kept again");
    }

    [TestMethod]
    public async Task Of_another_user_do_not_count()
    {
        await FetchAsync(headsSuffice: true);
        ForgetPackages();
        File.Delete(_folder.Combine("data", "derived.key"));

        Assert.IsNotNull((await FetchAsync(headsSuffice: true)).File.Path);
        Assert.HasCount(2, _servers.Requests);
    }

    [TestMethod]
    [DataRow("key", ApkFault.UnknownKey)]
    [DataRow("pin", ApkFault.PinMismatch)]
    [DataRow("name", ApkFault.RecordMismatch)]
    public async Task Are_held_to_keys_records_and_pins_like_files(string what, ApkFault fault)
    {
        await FetchAsync(headsSuffice: true);
        ForgetPackages();
        ResolvedPackage wanted = what switch
        {
            "key" => _made.Resolved(Repository with { PackageKeys = Keyring.Create(TestKeys.Other.PublicKey), Signatures = PackageSignatures.Packages }),
            "pin" => _made.Resolved(Repository) with { Pin = new PackagePin(new string('0', 64), "", "", 0, 0) },
            _ => new ResolvedPackage(_made.Record with { Depends = [Wolfi.Apk.Versions.DependencyAtom.Parse("more")] }, Repository),
        };

        using RepositoryClient client = Client(headsSuffice: true);
        Assert.AreEqual(fault, (await Assert.ThrowsExactlyAsync<ApkException>(() => client.FetchPackageAsync(wanted, Token))).Fault);
        Assert.HasCount(2, _servers.Requests, "the repository has the last word");
    }

    [TestMethod]
    public async Task Do_without_a_network_and_the_file_does_not()
    {
        await FetchAsync(headsSuffice: true);
        ForgetPackages();

        using RepositoryClient client = new(_servers, new PackageCache(Cache), Derived()) { HeadsSuffice = true, Offline = true };
        VerifiedPackage known = await client.FetchPackageAsync(_made.Resolved(Repository), Token);
        Assert.AreEqual(ApkFault.Offline, (await Assert.ThrowsExactlyAsync<ApkException>(() => known.File.FetchAsync(Token))).Fault);
        Assert.HasCount(1, _servers.Requests);
    }

    private async Task<VerifiedPackage> FetchAsync(bool headsSuffice)
    {
        using RepositoryClient client = Client(headsSuffice);
        return await client.FetchPackageAsync(_made.Resolved(Repository), Token);
    }

    private RepositoryClient Client(bool headsSuffice) => new(_servers, new PackageCache(Cache), Derived()) { HeadsSuffice = headsSuffice };

    private DerivedStore Derived() => new(Cache, DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key")));

    private string[] Entries(string kind) => Directory.GetFiles(Path.Combine(Cache, "derived", kind));

    private void ForgetPackages() => Directory.Delete(Path.Combine(Cache, "packages"), recursive: true);
}
