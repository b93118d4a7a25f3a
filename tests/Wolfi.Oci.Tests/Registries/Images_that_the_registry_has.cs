using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>Pushes that ask for the last image instead of its layers.</summary>
[TestClass]
public sealed class Images_that_the_registry_has
{
    private static readonly Image Last = SmallImages.Image();

    [TestMethod]
    public async Task Have_their_layers_without_a_question_for_each()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(PushContent.Of(new TaggedImage(Last, "app", "1")));
        world.Registry.Forget();
        ImagePush push = new(world.Repository);

        await push.FindImagesAsync([(Last.Digest, [.. Layers()])], CancellationToken.None);
        await push.FindAsync(Layers(), CancellationToken.None);
        await push.RunAsync(PushContent.Of(new TaggedImage(Last, "app", "1")), ["2"], CancellationToken.None);

        string[] asked = [.. world.Registry.Requests.Where(seen => seen.Method == "HEAD").Select(seen => seen.Path)];
        Assert.AreEqual($"/v2/team/app/manifests/{Last.Digest}", asked[0]);
        CollectionAssert.AreEqual(new[] { $"/v2/team/app/blobs/{Last.Config.Digest}" }, asked[1..], "the config was not said to be there");
        Assert.AreEqual(Last.Digest.ToString(), world.Registry.Store.Tag("team/app", "2"));
    }

    [TestMethod]
    public async Task Are_asked_for_blob_by_blob_where_it_does_not_have_them()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        (Digest layer, long _) = Layers().First();
        world.Registry.Store.PutBlob("team/app", Bytes(Last.Layers[0]));
        ImagePush push = new(world.Repository);

        await push.FindImagesAsync([(Last.Digest, [.. Layers()])], CancellationToken.None);
        await push.RunAsync(PushContent.Of(new TaggedImage(Last, "app", "1")), ["1"], CancellationToken.None);

        Assert.IsTrue(Layers().All(blob => world.Registry.Requests.Any(seen => seen.Method == "HEAD" && seen.Path.EndsWith(blob.Digest.ToString(), StringComparison.Ordinal))));
        Assert.IsFalse(world.Registry.Store.Uploads.ContainsKey(layer.ToString()), "it was there");
        Assert.AreEqual(Last.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));
    }

    [TestMethod]
    public async Task Get_again_what_of_them_was_lost()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        world.Registry.Store.PutManifest("team/app", new StoredManifest(Last.Manifest.Value.MediaType, Last.Manifest.Bytes.ToArray()));
        ImagePush push = new(world.Repository);

        await push.FindImagesAsync([(Last.Digest, [.. Layers()])], CancellationToken.None);
        await push.RunAsync(PushContent.Of(new TaggedImage(Last, "app", "1")), ["1"], CancellationToken.None);

        Assert.IsTrue(Layers().All(blob => world.Registry.Store.Blob("team/app", blob.Digest.ToString()) is not null));
        Assert.AreEqual(Last.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));
    }

    [TestMethod]
    public async Task Are_refused_once_more_where_sending_their_blobs_does_not_help()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        world.Registry.Store.PutManifest("team/app", new StoredManifest(Last.Manifest.Value.MediaType, Last.Manifest.Bytes.ToArray()));
        int refused = 0;
        world.Registry.Fault = async context =>
        {
            if (context.Request.Method != "PUT" || !context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal))
            {
                return false;
            }

            refused++;
            await Registry.ErrorAsync(context, 400, "MANIFEST_INVALID", "no");
            return true;
        };
        ImagePush push = new(world.Repository);
        await push.FindImagesAsync([(Last.Digest, [.. Layers()])], CancellationToken.None);

        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => push.RunAsync(PushContent.Of(new TaggedImage(Last, "app", "1")), ["1"], CancellationToken.None));

        Assert.AreEqual(RegistryFault.Rejected, failure.Fault);
        Assert.AreEqual(2, refused);
        Assert.IsEmpty(world.Registry.Store.Tags("team/app"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Get_attachments_that_are_read_back_where_the_registry_does_not_say_what_it_stored(bool says)
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        PushContent content = world.Content(Last, "one", "two");
        world.Registry.Fault = context =>
        {
            if (!says && context.Request.Method == "PUT")
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.Remove("Docker-Content-Digest");
                    return Task.CompletedTask;
                });
            }

            return Task.FromResult(false);
        };

        await world.PushAsync(content);

        string[] read = [.. world.Registry.Requests.Where(seen => seen.Method == "GET" && seen.Path.Contains("/manifests/", StringComparison.Ordinal)).Select(seen => seen.Path[(seen.Path.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal)];
        string[] expected = [.. content.Referrers.Where(_ => !says).Concat(content.Manifests).Select(manifest => manifest.Manifest.Descriptor.Digest.ToString()).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, read);
    }

    private static IEnumerable<(Digest Digest, long Size)> Layers() => Last.Layers.Select(layer => (layer.Descriptor.Digest, layer.Descriptor.Size));

    private static byte[] Bytes(ImageLayer layer)
    {
        using MemoryStream bytes = new();
        layer.Blob.CopyTo(bytes, CancellationToken.None);
        return bytes.ToArray();
    }
}
