using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>Pushes that end in this process.</summary>
[TestClass]
public sealed class Rehearsed_pushes
{
    [TestMethod]
    public async Task Go_the_whole_way_without_a_network()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        Image image = SmallImages.Image(new string('x', 300_000));
        PushContent content = world.Content(image, "one", "two");
        using PushRehearsal rehearsal = new();
        await rehearsal.FindAsync(CancellationToken.None);
        Assert.AreEqual(0, rehearsal.Manifests);
        rehearsal.ExpectLarge(content.Blobs);
        using RegistryClient client = rehearsal.Open(world.Options);
        await new ImagePush(client.Open(PushRehearsal.Nowhere)).RunAsync(content, ["latest"], CancellationToken.None);
        Assert.AreEqual(5, rehearsal.Manifests, "image, tag, two attachments and their list");
        Assert.IsEmpty(world.Registry.Requests);
    }

    [TestMethod]
    public async Task End_when_they_are_told_to()
    {
        using PushRehearsal rehearsal = new();
        using CancellationTokenSource ended = new();
        await ended.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => rehearsal.FindAsync(ended.Token));
    }
}
