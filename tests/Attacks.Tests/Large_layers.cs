using Wolfi.Apk.Packages;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests;

/// <summary>Case J146: layers pass through, and are never held.</summary>
[TestClass]
public sealed class Large_layers
{
    private const int Megabyte = 1 << 20;
    private const int Megabytes = 500;

    [TestMethod]
    public async Task J146_A_layer_of_500_MB_takes_little_memory_on_its_whole_way()
    {
        // A seventh of each megabyte does not compress: the layer as stored is larger than the bound too.
        byte[] block = new byte[Megabyte];
        new Random(1).NextBytes(block.AsSpan(0, Megabyte / 7));
        using AttackedWorld world = new();
        world.Add(SmallWorld.Info("large"), PackageContent.File("usr/share/large", 0b110_100_100, (long)Megabytes * Megabyte, () => new RepeatedStream(block, Megabytes)));
        world.Request = world.Request with { Packages = ["large"] };
        Assert.IsGreaterThan(64L * Megabyte, world.Records[^1].Size);

        // All that is allocated, collected or not: the heap is never larger.
        long before = GC.GetTotalAllocatedBytes(precise: true);
        PublishResult result = await ImagePublisher.PublishAsync(world.Request, new RecordingObserver(), CancellationToken.None);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.IsFalse(result.UpToDate);
        Assert.IsLessThan(64L * Megabyte, allocated);
    }
}
