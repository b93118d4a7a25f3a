using Wolfi.Apk;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Case J145: whichever file or byte the cache's disk has no room for, the fetch fails by name or does without, and leaves nothing half-written.</summary>
[TestClass]
public sealed class Full_disks
{
    private const int Page = 4096;

    // More than that package needs, whatever the cache writes beside it.
    private const int Enough = 64;

    [TestMethod]
    public async Task The_cache_finds_no_room_for_one_more_file_J145()
    {
        int refused = await TryEachAsync(count => $"mode=700,nr_inodes={count}");
        // The cache's folders, the lock, the hold, the download and the package's own folder.
        Assert.IsGreaterThanOrEqualTo(6, refused);
    }

    [TestMethod]
    public async Task The_cache_finds_no_room_for_the_next_bytes_J145()
    {
        int refused = await TryEachAsync(count => $"mode=700,size={count * Page}");
        // The hold, and each page of the download.
        Assert.IsGreaterThanOrEqualTo(5, refused);
    }

    /// <summary>Fetches a small package with more and more room until that succeeds.</summary>
    /// <returns>How often it was refused.</returns>
    private static async Task<int> TryEachAsync(Func<int, string> options)
    {
        StandInRepository standIn = await Run.StandIn;
        Keyring keys = Keyring.Create(PublicKey.Parse("stand-in.rsa.pub", await File.ReadAllTextAsync(standIn.PublicKey)));
        PackageRepository repository = new() { Location = standIn.Folder, IndexKeys = keys, PackageKeys = keys };
        DerivedKey key = DerivedKey.ReadOrMake(Path.Combine(Run.NewPath("data"), "derived.key"));
        int refused = 0;
        for (int count = 1; count <= Enough; count++)
        {
            using Mount mount = await Mount.TmpfsAsync(options(count));
            bool fetched = await TryFetchAsync(repository, mount.Folder, key);
            CacheMaintenance maintenance = new(mount.Folder);
            Assert.AreEqual(0, maintenance.Look(CancellationToken.None).Temporary.Entries);
            Assert.IsEmpty(maintenance.Verify(key, CancellationToken.None).Damaged);
            if (fetched)
            {
                return refused;
            }

            refused++;
        }

        throw new AssertFailedException($"A cache with '{options(Enough)}' still is too small.");
    }

    private static async Task<bool> TryFetchAsync(PackageRepository repository, string cache, DerivedKey key)
    {
        using RepositoryClient client = new(null, new PackageCache(cache, PackageCache.DefaultLimit), new DerivedStore(cache, key));
        PackageIndex index = await client.FetchIndexAsync(repository, "x86_64", CancellationToken.None);
        IndexRecord small = index.Records.Where(record => record.Size > 4 * Page).MinBy(record => record.Size)!;
        try
        {
            VerifiedPackage package = await client.FetchPackageAsync(new ResolvedPackage(small, repository), CancellationToken.None);
            Assert.AreEqual(small.Size, new FileInfo(package.File.Path!).Length);
            return true;
        }
        catch (ApkException e)
        {
            Assert.AreEqual(ApkFault.CacheRefused, e.Fault, e.Message);
            StringAssert.Contains(e.Message, cache, StringComparison.Ordinal);
            return false;
        }
    }
}
