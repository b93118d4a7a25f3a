using Wolfi.Apk.Caching;
using Wolfi.Containers.Registries;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;

namespace Wolfi.Containers.Tests.Registries;

[TestClass]
public sealed class LayerPlaces_of_a_user
{
    private static readonly BlobSource s_layer = BlobSource.FromBytes(new byte[20_000]);
    private static readonly BlobSource s_other = BlobSource.FromBytes(new byte[200]);

    [TestMethod]
    public void Are_kept_for_each_registry_the_latest_first()
    {
        using TemporaryFolder folder = new();
        DerivedKey key = DerivedKey.ReadOrMake(folder.Combine("data", "key"));
        DerivedStore Store() => new(folder.Combine("cache"), key);
        new LayerPlaces(Store()).Of("registry.example").Remember("team/first", [s_layer, s_other]);
        new LayerPlaces(Store()).Of("registry.example").Remember("team/second", [s_layer]);

        LayersOfRegistry found = new LayerPlaces(Store()).Of("Registry.Example");

        CollectionAssert.AreEqual(new[] { "team/second", "team/first" }, found.Find(s_layer.Digest).ToArray());
        CollectionAssert.AreEqual(new[] { "team/first" }, found.Find(s_other.Digest).ToArray());
        Assert.IsEmpty(found.Find(Digest.Of([1])));
        Assert.IsEmpty(new LayerPlaces(Store()).Of("other.example").Find(s_layer.Digest));
    }

    [TestMethod]
    public void Are_written_only_when_something_is_new_and_stay_bounded()
    {
        int written = 0;
        string[] lines = [.. Enumerable.Range(0, 2000).Select(number => $"sha256:{number:x64} team/app")];
        LayersOfRegistry layers = new(lines, changed =>
        {
            written++;
            lines = [.. changed];
        });

        layers.Remember("team/app", [s_layer]);
        Assert.AreEqual(1, written);
        Assert.HasCount(2000, lines);
        Assert.AreEqual($"{s_layer.Digest} team/app", lines[0]);
        new LayersOfRegistry(lines, _ => written++).Remember("team/app", [s_layer]);
        Assert.AreEqual(1, written);
    }
}
