using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;
using Wolfi.TestRegistry;

namespace Wolfi.Oci.Tests.Registries;

[TestClass]
public sealed class Pushed_images
{
    private static readonly Image s_image = SmallImages.Image();

    [TestMethod]
    public async Task Come_back_as_they_were()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image, "one", "two"), tags: ["1", "latest"]);
        CollectionAssert.AreEqual(new[] { "1", "latest" }, world.Registry.Store.Tags("team/app").ToArray());
        RegistryStore store = await RegistryStore.OpenAsync(world.Client, world.Reference("team/app", "1"), withReferrers: true, CancellationToken.None);
        Image image = store.ReadImage(store.Root, CancellationToken.None);
        Assert.AreEqual(s_image.Digest, image.Digest);
        Assert.IsEmpty(ImageValidator.Validate(image, null, CancellationToken.None));
        Assert.AreEqual(2, store.Index.Value.Manifests.Count(entry => entry.ArtifactType == Attachments.Type));
        Assert.AreEqual(s_image.Digest, await world.Repository.FindDigestAsync("latest", CancellationToken.None));
        world.AssertNothingLeaked(null);
    }

    [TestMethod]
    public async Task Put_tags_after_all_that_they_name_and_attachments_last()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image, "one"));
        string[] order = [.. world.Registry.Requests.Where(request => request.Method == "PUT").Select(request => request.Path.Split('/')[^2] == "manifests" ? request.Path.Split('/')[^1] == "1" ? "tag" : "manifest" : "blob")];
        CollectionAssert.AreEqual(new[] { "blob", "blob", "blob", "blob", "blob", "manifest", "tag", "manifest" }, order);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "a registry with the referrers API")]
    [DataRow(false, DisplayName = "a registry without")]
    public async Task Can_be_stored_first_and_named_later(bool referrers)
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Referrers = referrers });
        await world.PushAsync(world.Content(SmallImages.Image("the image before"), "before"));
        PushContent content = world.Content(s_image, "one", "two");
        ImagePush push = new(world.Repository);

        await push.StoreAsync(content, CancellationToken.None);

        Assert.AreNotEqual(s_image.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));
        Assert.HasCount(2, await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None));
        world.Registry.Forget();
        await push.RunAsync(content, ["1", "2"], CancellationToken.None);
        CollectionAssert.AreEqual(new[] { "PUT /v2/team/app/manifests/1", "PUT /v2/team/app/manifests/2" }, world.Registry.Requests.Select(seen => $"{seen.Method} {seen.Path}").ToArray());
        Assert.AreEqual(s_image.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));
    }

    [TestMethod]
    public async Task Go_whole_where_another_was_stored_first()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        ImagePush push = new(world.Repository);
        await push.StoreAsync(world.Content(s_image, "one"), CancellationToken.None);

        await push.RunAsync(world.Content(s_image, "one", "two"), ["1"], CancellationToken.None);

        Assert.AreEqual(s_image.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));
        Assert.HasCount(2, await world.Repository.GetReferrersAsync(s_image.Digest, CancellationToken.None));
    }

    [TestMethod]
    public async Task Send_no_layer_that_the_registry_has()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image));
        world.Registry.Forget();
        await world.PushAsync(world.Content(SmallImages.Image("other content")), tags: ["2"]);
        Assert.IsTrue(world.Registry.Store.Uploads.Values.All(count => count == 1));
        Assert.AreEqual(2, world.Registry.Requests.Count(request => request.Method == "PUT" && request.Path.Contains("/uploads/")), "config and own layer");
    }

    [TestMethod]
    public async Task Send_nothing_that_another_repository_can_give()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image), "team/first");
        world.Registry.Forget();
        await world.PushAsync(world.Content(s_image), "team/second", null, "team/first");
        Assert.AreEqual(0, world.Registry.Requests.Where(request => request.Path.Contains("/blobs/")).Sum(request => request.Received));
        Assert.AreEqual(3, world.Events.Count(happened => happened.Kind == RegistryEventKind.BlobMounted));
    }

    [TestMethod]
    public async Task Ask_only_where_a_layer_was_seen()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image), "team/first");
        world.Registry.Forget();
        Digest seen = s_image.Layers[0].Descriptor.Digest;
        ImagePush push = new(world.At("team/second")) { SeenIn = digest => digest == seen ? ["team/gone", "team/first"] : [] };
        await push.RunAsync(world.Content(s_image), ["1"], CancellationToken.None);
        Assert.IsTrue(world.Events.Where(happened => happened.Kind == RegistryEventKind.BlobMounted).All(happened => happened.Digest == seen));
        Assert.AreEqual(2, world.Registry.Requests.Count(request => request.Query.Contains("mount=", StringComparison.Ordinal)));
        Assert.AreEqual(1, world.Registry.Store.Uploads[seen.ToString()]);
    }

    [TestMethod]
    public async Task Case_F113_are_sent_where_a_mount_is_refused()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Mounts = false });
        await world.PushAsync(world.Content(s_image), "team/first");
        world.Registry.Forget();
        await world.PushAsync(world.Content(s_image), "team/second", null, "team/first");
        Assert.AreEqual(s_image.Digest.ToString(), world.Registry.Store.Tag("team/second", "1"));
        Assert.AreEqual(3, world.Registry.Requests.Count(request => request.Method == "POST"), "the upload that was opened instead is used");
    }

    [TestMethod]
    public async Task For_several_platforms_are_one_index()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        using TemporaryFolder folder = new();
        Image amd64 = s_image;
        Image arm64 = SmallImages.Image("arm", Platform.LinuxArm64);
        Document<ImageIndex> index = new ImageIndex { Manifests = [amd64.Descriptor, arm64.Descriptor] }.ToDocument();
        Descriptor root = new() { MediaType = MediaTypes.ImageIndex, Digest = index.Digest, Size = index.Bytes.Length };
        OciLayoutWriter.Write(folder.Combine("layout"), LayoutContent.Of().With(root, [.. amd64.Blobs, .. arm64.Blobs, BlobSource.FromBytes(index.Bytes)]), CancellationToken.None);
        await world.PushAsync(PushContent.Read(OciLayout.Open(folder.Combine("layout")), root, CancellationToken.None));
        RegistryStore store = await RegistryStore.OpenAsync(world.Client, world.Reference("team/app", "1"), withReferrers: false, CancellationToken.None);
        Assert.AreEqual(arm64.Digest, store.ReadImage(null, Platform.LinuxArm64, CancellationToken.None).Digest);
        Assert.AreEqual(amd64.Digest, store.ReadImage(null, Platform.LinuxAmd64, CancellationToken.None).Digest);
    }

    [TestMethod]
    public async Task Copy_from_one_registry_to_another_with_their_attachments()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        await world.PushAsync(world.Content(s_image, "one", "two"));
        RegistryStore store = await RegistryStore.OpenAsync(world.Client, world.Reference("team/app", "1"), withReferrers: true, CancellationToken.None);
        RegistryRepository target = world.Client.Open(ImageReference.Parse($"{world.Other.Authority}/copy"));
        PushContent content = PushContent.Read(store, store.Root, CancellationToken.None);
        RegistryBlob[] fetched = [.. content.Blobs.OfType<RegistryBlob>()];
        int kept = 0;
        world.Other.Fault = context =>
        {
            kept += context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal) ? fetched.Count(blob => blob.IsHere) : 0;
            return Task.FromResult(false);
        };
        await new ImagePush(target).RunAsync(content, ["1"], CancellationToken.None);
        Assert.AreEqual(0, kept, "what was sent is let go of");
        Assert.AreEqual(s_image.Digest.ToString(), world.Other.Store.Tag("copy", "1"));
        Assert.HasCount(2, await target.GetReferrersAsync(s_image.Digest, CancellationToken.None));
    }

    [TestMethod]
    public async Task Go_to_registries_of_every_kind()
    {
        RegistryOptions[] kinds =
        [
            new() { Basic = $"{RegistryWorld.User}:{RegistryWorld.Password}" },
            new() { TokenUser = $"{RegistryWorld.User}:{RegistryWorld.Password}", ChecksScopes = true },
            new() { TokenUser = $"{RegistryWorld.User}:{RegistryWorld.Password}", TokenUses = 3 },
            new() { RelativeLocations = true, SmallestChunk = 1 << 20 },
            new() { Ipv6 = true },
        ];
        foreach (RegistryOptions kind in kinds)
        {
            await using RegistryWorld world = await RegistryWorld.StartAsync(kind);
            world.Renew(options => options with { Parallelism = kind.TokenUses == int.MaxValue ? 4 : 1 });
            await world.PushAsync(world.Content(s_image, "one"));
            RegistryStore store = await RegistryStore.OpenAsync(world.Client, world.Reference("team/app", "1"), withReferrers: true, CancellationToken.None);
            Assert.IsEmpty(ImageValidator.Validate(store.ReadImage(store.Root, CancellationToken.None), null, CancellationToken.None), kind.ToString());
            world.AssertNothingLeaked(null);
        }
    }

    [TestMethod]
    public async Task Use_identity_tokens_and_tokens_for_everybody()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { IdentityToken = "identity-of-the-test" });
        world.Renew(options => options with { Credentials = new Fixed(RegistryCredential.TryPassword("<token>", "identity-of-the-test", "the test", out RegistryCredential? credential) ? credential : null) });
        await world.PushAsync(world.Content(s_image));
        Assert.IsTrue(world.Registry.Requests.Any(request => request is { Path: "/token", Method: "POST", Status: 200 }));

        await using RegistryWorld open = await RegistryWorld.StartAsync(new RegistryOptions { TokenUser = "" });
        open.Renew(options => options with { Credentials = null });
        await open.PushAsync(open.Content(s_image));
    }

    [TestMethod]
    public async Task Say_who_was_refused()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { TokenUser = "somebody:else" });
        RegistryException failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => world.PushAsync(world.Content(s_image)));
        Assert.AreEqual(RegistryFault.Unauthorized, failure.Fault);
        StringAssert.Contains(failure.Message, "does not accept the credentials from the test");
        world.Renew(options => options with { Credentials = null });
        failure = await Assert.ThrowsExactlyAsync<RegistryException>(() => world.PushAsync(world.Content(s_image)));
        StringAssert.Contains(failure.Message, $"no credentials are known for {world.Registry.Authority}");
        Assert.IsEmpty(world.Registry.Store.Tags("team/app"));
    }

    [TestMethod]
    public async Task Are_not_sent_when_a_layer_was_changed_on_this_machine()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        BlobSource layer = s_image.Layers[1].Blob;
        BlobSource changed = new FaultyBlob(layer.Digest, layer.Size, () => new MemoryStream(new byte[layer.Size]));
        OciException failure = await Assert.ThrowsExactlyAsync<OciException>(() => world.Repository.PushBlobAsync(changed, [], CancellationToken.None));
        Assert.AreEqual(OciFault.DigestMismatch, failure.Fault);
        Assert.AreEqual(1, world.Registry.Requests.Count(request => request.Method == "POST"), "not tried again");
        Assert.IsNull(world.Registry.Store.Blob("team/app", layer.Digest.ToString()));
    }

    [TestMethod]
    public async Task Take_each_blob_once_however_many_push_it()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync(new RegistryOptions { Slowness = TimeSpan.FromMilliseconds(20) });
        PushContent content = world.Content(SmallImages.LargeImage(1, 500_000));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => world.PushAsync(content, tags: [$"{number}"])));
        Assert.IsTrue(world.Registry.Store.Uploads.Values.All(count => count == 1), string.Join(' ', world.Registry.Store.Uploads));
        Assert.HasCount(8, world.Registry.Store.Tags("team/app"));
    }

    private sealed class Fixed(RegistryCredential? credential) : IRegistryCredentials
    {
        public ValueTask<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken) => ValueTask.FromResult(credential);
    }
}
