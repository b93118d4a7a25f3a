using System.Diagnostics;
using System.Runtime.Versioning;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Tests.Repositories;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>Whom the cache's folder may belong to, and who may write there.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class PackageCache_folder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    private string Cache => _folder.Combine("deep", "cache");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Is_made_for_its_owner_alone()
    {
        VerifiedPackage package = await FetchAsync();

        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(Cache));
        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(Path.GetDirectoryName(package.File.Path!)!));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(package.File.Path!));
    }

    [TestMethod]
    [DataRow(UnixFileMode.GroupWrite, "", DisplayName = "Writable by the group")]
    [DataRow(UnixFileMode.OtherWrite, "", DisplayName = "Writable by all")]
    [DataRow(UnixFileMode.OtherWrite | UnixFileMode.StickyBit, "", DisplayName = "Writable by all and sticky")]
    [DataRow(UnixFileMode.GroupWrite, "packages", DisplayName = "A folder below")]
    public async Task Is_refused_when_others_can_write_there_G119(UnixFileMode more, string below)
    {
        Directory.CreateDirectory(Path.Combine(Cache, below), OwnerOnly);
        File.SetUnixFileMode(Path.Combine(Cache, below), OwnerOnly | more);

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(FetchAsync);

        Assert.AreEqual(ApkFault.CacheRefused, e.Fault);
        StringAssert.Contains(e.Message, "can be written to by other users", StringComparison.Ordinal);
        Assert.IsEmpty(CacheFiles.Below(Cache));
    }

    [TestMethod]
    public async Task May_be_read_by_others()
    {
        Directory.CreateDirectory(Cache, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.IsTrue(File.Exists((await FetchAsync()).File.Path!));
    }

    // Only root can give a folder away, so that the row is shown where tests run as root.
    [TestMethod]
    public async Task Is_refused_when_it_belongs_to_another_user_G119()
    {
        Directory.CreateDirectory(Cache, OwnerOnly);
        if (UnixFile.CurrentUser == 0)
        {
            using Process chown = Process.Start("chown", ["65534", Cache]);
            await chown.WaitForExitAsync(TestContext.CancellationToken);

            ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(FetchAsync);

            Assert.AreEqual(ApkFault.CacheRefused, e.Fault);
            StringAssert.Contains(e.Message, "belongs to another user", StringComparison.Ordinal);
        }
        else
        {
            // The root folder is the one that is surely another's.
            Assert.AreEqual(ApkFault.CacheRefused, Assert.ThrowsExactly<ApkException>(() => CacheFolder.Prepare("/")).Fault);
        }
    }

    [TestMethod]
    public void Owner_and_kind_of_a_path_are_told_without_following_links()
    {
        string file = _folder.Combine("file");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherExecute);
        File.CreateSymbolicLink(_folder.Combine("link"), file);

        Assert.AreEqual(new UnixFileStatus(UnixFile.CurrentUser, true, false, UnixFileMode.UserRead | UnixFileMode.OtherExecute), UnixFile.Look(file));
        Assert.AreEqual(new UnixFileStatus(UnixFile.CurrentUser, false, true, File.GetUnixFileMode(_folder.FullPath)), UnixFile.Look(_folder.FullPath));
        Assert.IsFalse(UnixFile.Look(_folder.Combine("link"))!.Value.IsFile);
        Assert.IsNull(UnixFile.Look(_folder.Combine("nothing")));
    }

    [TestMethod]
    public async Task Is_refused_when_it_is_a_link()
    {
        Directory.CreateDirectory(_folder.Combine("target"), OwnerOnly);
        Directory.CreateDirectory(_folder.Combine("deep"), OwnerOnly);
        Directory.CreateSymbolicLink(Cache, _folder.Combine("target"));

        Assert.AreEqual(ApkFault.CacheRefused, (await Assert.ThrowsExactlyAsync<ApkException>(FetchAsync)).Fault);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Combine("target")));
    }

    [TestMethod]
    public async Task Is_refused_when_it_is_a_file()
    {
        Directory.CreateDirectory(_folder.Combine("deep"));
        File.WriteAllText(Cache, "");

        Assert.AreEqual(ApkFault.CacheRefused, (await Assert.ThrowsExactlyAsync<ApkException>(FetchAsync)).Fault);
    }

    [TestMethod]
    public void Must_be_absolute() => Assert.ThrowsExactly<ArgumentException>(() => new PackageCache("cache"));

    [TestMethod]
    public async Task Entry_that_cannot_be_put_in_place_is_told_and_leaves_nothing()
    {
        TestRepository made = new();
        Directory.CreateDirectory(Cache, OwnerOnly);
        Directory.CreateDirectory(new PackageCache(Cache).PathOf(made.Record), OwnerOnly);
        using RepositoryClient client = new(null, new PackageCache(Cache));

        ApkException e = await Assert.ThrowsExactlyAsync<ApkException>(
            () => client.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine("repo"))), TestContext.CancellationToken));

        Assert.AreEqual(ApkFault.CacheRefused, e.Fault);
        StringAssert.Contains(e.Message, "can't be written to", StringComparison.Ordinal);
        Assert.IsEmpty(CacheContents.Read(Cache));
    }

    private async Task<VerifiedPackage> FetchAsync()
    {
        TestRepository made = new();
        using RepositoryClient client = new(null, new PackageCache(Cache));
        return await client.FetchPackageAsync(made.Resolved(made.WriteTo(_folder.Combine("repo"))), TestContext.CancellationToken);
    }
}
