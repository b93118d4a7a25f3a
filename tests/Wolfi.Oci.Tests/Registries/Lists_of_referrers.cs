using Microsoft.AspNetCore.Http;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

[TestClass]
public sealed class Lists_of_referrers
{
    private static readonly Image s_image = SmallImages.Image();

    [TestMethod]
    public async Task Come_from_the_API_page_by_page()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { PageSize = 2 });
        await world.PushAsync(world.Content(s_image, "1", "2", "3", "4", "5"));
        Assert.HasCount(5, await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None));
        Assert.IsEmpty(await world.Repository.GetReferrersAsync(Digest.Of([1]), CancellationToken.None));
        Assert.HasCount(1, world.Registry.Store.Tags("team/app"));
    }

    [TestMethod]
    public async Task Case_F115_are_a_tag_where_there_is_no_API()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = false });
        await world.PushAsync(world.Content(s_image, "one", "two"));
        await world.PushAsync(world.Content(s_image, "three"));
        CollectionAssert.AreEqual(new[] { "1", $"sha256-{s_image.Digest.Hex}" }, world.Registry.Store.Tags("team/app").ToArray());
        Descriptor[] list = [.. await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None)];
        CollectionAssert.AreEquivalent(new[] { "one", "two", "three" }, list.Select(entry => entry.Annotations["note"]).ToArray());
        Assert.IsTrue(list.All(entry => entry.ArtifactType == Attachments.Type));
    }

    [TestMethod]
    public async Task Case_F115_lose_nothing_when_sixteen_write_at_once()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = false, Slowness = TimeSpan.FromMilliseconds(30) });
        string[] names = [.. Enumerable.Range(0, 16).Select(number => $"note {number}")];
        PushContent[] contents = [.. names.Select(name => world.Content(s_image, name))];
        await Task.WhenAll(contents.Select(async content =>
        {
            // As many clients as there would be machines, with the clock of all of them.
            using RegistryClient client = new(world.Options with { Time = TimeProvider.System, Random = Random.Shared.NextDouble, Timing = RegistryTiming.Default });
            await new ImagePush(client.Open(world.Reference("team/app"))).RunAsync(content, ["1"], CancellationToken.None);
        }));
        Descriptor[] list = [.. await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None)];
        CollectionAssert.AreEquivalent(names, list.Select(entry => entry.Annotations["note"]).ToArray());
    }

    // The other writer read the list before ours was there, and writes after us: at each moment that there is.
    [TestMethod]
    [DataRow(1, DisplayName = "F115 a list that another writer replaces before we write")]
    [DataRow(2, DisplayName = "F115 a list that another writer replaces before we look")]
    public async Task Are_written_again_when_another_writer_replaced_them(int reads)
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = false });
        PushContent content = world.Content(s_image, "ours");
        (Descriptor entry, BlobSource[] blobs) = Attachments.Of(s_image.Descriptor, "theirs");
        world.Registry.Store.PutManifest("team/app", new StoredManifest(MediaTypes.ImageManifest, blobs[^1].ReadDocument(CancellationToken.None).ToArray()));
        byte[] theirs = new ImageIndex { Manifests = [entry] }.ToDocument().Bytes.ToArray();
        string tag = $"sha256-{s_image.Digest.Hex}";
        int seen = 0;
        world.Registry.Fault = context =>
        {
            if (context.Request.Method == "GET" && context.Request.Path.Value!.EndsWith(tag, StringComparison.Ordinal) && ++seen == reads)
            {
                // After this answer at the first time, before it at the others.
                if (reads > 1)
                {
                    world.Registry.Store.PutManifest("team/app", new StoredManifest(MediaTypes.ImageIndex, theirs), tag);
                }
                else
                {
                    context.Response.OnCompleted(() => Task.FromResult(world.Registry.Store.PutManifest("team/app", new StoredManifest(MediaTypes.ImageIndex, theirs), tag)));
                }
            }

            return Task.FromResult(false);
        };
        await world.PushAsync(content);
        string[] notes = [.. (await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None)).Select(other => other.Annotations.GetValueOrDefault("note", "theirs"))];
        CollectionAssert.Contains(notes, "ours");
        if (reads > 1)
        {
            CollectionAssert.Contains(notes, "theirs");
        }
    }

    [TestMethod]
    public async Task Lose_only_the_entries_whose_manifests_are_gone()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = false });
        await world.PushAsync(world.Content(s_image, "kept"));
        string tag = $"sha256-{s_image.Digest.Hex}";
        Descriptor[] listed = [.. await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None), Attachments.Of(s_image.Descriptor, "gone").Entry];
        world.Registry.Store.PutManifest("team/app", new StoredManifest(MediaTypes.ImageIndex, new ImageIndex { Manifests = [.. listed] }.ToDocument().Bytes.ToArray()), tag);
        await world.PushAsync(world.Content(s_image, "new"));
        string[] notes = [.. (await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None)).Select(other => other.Annotations["note"])];
        CollectionAssert.AreEquivalent(new[] { "kept", "new" }, notes);
    }

    [TestMethod]
    public async Task Fail_with_a_reason_when_others_never_stop_replacing_them()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = false });
        string tag = $"sha256-{s_image.Digest.Hex}";
        world.Registry.Fault = async context =>
        {
            bool list = context.Request.Method == "GET" && context.Request.Path.Value!.EndsWith(tag, StringComparison.Ordinal);
            if (list)
            {
                await Registry.ErrorAsync(context, 404, "MANIFEST_UNKNOWN", "manifest unknown");
            }

            return list;
        };
        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => world.PushAsync(world.Content(s_image, "ours")));
        Assert.AreEqual(RegistryFault.ReferrersContended, failure.Fault);
    }

    [TestMethod]
    public async Task Case_F114_are_of_their_subject_whatever_its_tag_names_by_then()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        PushContent content = world.Content(s_image, "one");
        world.Registry.Fault = context =>
        {
            if (context.Request.Method == "PUT" && context.Request.Path.Value!.EndsWith("/1", StringComparison.Ordinal))
            {
                context.Response.OnCompleted(() => Task.FromResult(world.Registry.Store.PutManifest("team/app", new StoredManifest(MediaTypes.ImageManifest, "{}"u8.ToArray()), "1")));
            }

            return Task.FromResult(false);
        };
        await world.PushAsync(content);
        Assert.HasCount(1, await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None));
    }
}
