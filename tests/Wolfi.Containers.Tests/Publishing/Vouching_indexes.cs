using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Evidence;
using Wolfi.Oci.Artifacts;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>The signed index that alone vouches for packages is attached to the image, also where a locked build reads none.</summary>
[TestClass]
public sealed class Vouching_indexes : IDisposable
{
    private static readonly SigningKey Stranger = SigningKey.Generate("stranger.rsa.pub", 2048);

    private readonly SmallWorld _world = new();

    private string IndexFile => Path.Combine(_world.Repository, "x86_64", "APKINDEX.tar.gz");

    public void Dispose() => _world.Dispose();

    [TestMethod]
    public async Task Are_attached_once_as_they_are_stored()
    {
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        await SmallWorld.PublishAsync(_world.Request());
        CollectionAssert.AreEqual(File.ReadAllBytes(IndexFile), Attached().Single());
    }

    [TestMethod]
    public async Task Are_not_attached_where_packages_are_signed_or_the_project_says_so()
    {
        await SmallWorld.PublishAsync(_world.Request());
        Assert.IsEmpty(Attached());
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        PublishRequest request = _world.Request();
        File.Delete(_world.LockFile);
        await SmallWorld.PublishAsync(request with { Evidence = request.Evidence with { SignedIndexes = false } });
        Assert.IsEmpty(Attached());
    }

    [TestMethod]
    public async Task Are_kept_for_locked_builds()
    {
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        string digest = (await SmallWorld.PublishAsync(_world.Request())).Digest;
        byte[] first = File.ReadAllBytes(IndexFile);

        // The repository moves on, and another project of this user hears of it.
        _world.MakeRepository([.. SmallWorld.Packages(), (SmallWorld.Info("curl"), [])], packageKey: Stranger);
        Directory.Delete(_world.Outputs, recursive: true);
        await SmallWorld.PublishAsync(_world.Request() with { Lock = new LockSettings { File = _world.Combine("other.lock.json"), Update = true } });
        CollectionAssert.AreNotEqual(first, Attached().Single());

        File.Delete(IndexFile);
        Directory.Delete(_world.Outputs, recursive: true);
        Assert.AreEqual(digest, (await SmallWorld.PublishAsync(Locked())).Digest);
        CollectionAssert.AreEqual(first, Attached().Single(), "the index that the lock file names comes first");

        // Where that one is gone, another that vouches is as good.
        string kept = Path.Combine(_world.Cache, "derived", "vouching-index", Oci.Digest.Of(first).Hex);
        File.Delete(kept);
        Directory.Delete(_world.Outputs, recursive: true);
        await SmallWorld.PublishAsync(Locked());
        CollectionAssert.AreNotEqual(first, Attached().Single());
    }

    [TestMethod]
    public async Task Are_read_again_where_they_are_kept_no_more()
    {
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        await SmallWorld.PublishAsync(_world.Request());
        byte[] index = File.ReadAllBytes(IndexFile);
        foreach (string kept in Directory.GetFiles(Path.Combine(_world.Cache, "derived", "vouching-index")))
        {
            File.WriteAllText(kept, "something else");
        }

        Directory.Delete(_world.Outputs, recursive: true);
        File.Delete(IndexFile);
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(Locked()));
        Assert.AreEqual(RepositoryErrors.NotFound.Code, failure.Diagnostic.Code);
        File.WriteAllBytes(IndexFile, index);
        await SmallWorld.PublishAsync(Locked());
        CollectionAssert.AreEqual(index, Attached().Single());
    }

    private PublishRequest Locked() => _world.Request() with { Lock = new LockSettings { File = _world.LockFile, Locked = true } };

    private byte[][] Attached() =>
        [.. AttachedDocuments.InLayout(_world.Layout).Artifacts.Where(artifact => artifact.Type == EvidenceTypes.SignedIndex).Select(Content)];

    private static byte[] Content(Artifact artifact)
    {
        using MemoryStream bytes = new();
        artifact.Content[0].CopyTo(bytes, CancellationToken.None);
        return bytes.ToArray();
    }
}
