using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>What a build sends to a registry, counted there.</summary>
[TestClass]
public sealed class Pushed_builds
{
    private const string Password = "pl4nted-password";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Are_there_with_all_that_belongs_to_them_and_a_second_one_asks_once(bool referrers)
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        RecordingObserver observer = new();
        PublishRequest request = Request(world, registry) with { DigestFile = world.Combine("files", "digest"), OutputsFile = world.Combine("outputs") };

        PublishResult first = await SmallWorld.PublishAsync(request, observer);

        Assert.AreEqual($"{registry.Authority}/team/app@{first.Digest}", first.Reference);
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual($"{first.Digest}\n", File.ReadAllText(world.Combine("files", "digest")));
        Assert.AreEqual($"image-reference={first.Reference}\nimage-digest={first.Digest}\nimage-tags=latest\n", File.ReadAllText(world.Combine("outputs")));
        CollectionAssert.Contains(observer.Lines, $"  image    {first.Reference}");
        Assert.IsGreaterThan(0, first.Pushed!.Attachments);
        Assert.AreEqual(first.Pushed.Blobs, first.Pushed.PushedBlobs);
        Assert.IsTrue(registry.Store.Uploads.Values.All(count => count == 1));

        registry.Forget();
        PublishResult second = await SmallWorld.PublishAsync(request with { Lock = request.Lock with { Update = false } });
        Assert.IsTrue(second.UpToDate);
        Assert.AreEqual(first.Reference, second.Reference);
        Assert.AreEqual("HEAD /v2/team/app/manifests/latest 200", registry.Requests.Single().ToString());
    }

    [TestMethod]
    public async Task Send_only_what_a_change_of_the_app_moves_and_another_app_no_package()
    {
        using SmallWorld world = new();
        using SmallWorld other = new();
        await using Registry registry = await Registry.StartAsync();
        await SmallWorld.PublishAsync(Request(world, registry));
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);

        File.AppendAllText(Path.Combine(world.Publish, "appsettings.json"), " ");
        registry.Forget();
        PublishResult changed = await SmallWorld.PublishAsync(Request(world, registry));
        Image after = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        string[] moved = [.. after.Blobs.Where(blob => blob.Digest != after.Digest).Select(blob => blob.Digest.ToString()).Except(image.Blobs.Select(blob => blob.Digest.ToString()))];
        Assert.IsLessThan(after.Layers.Length, moved.Length);
        Assert.AreEqual(moved.Length + changed.Pushed!.Attachments, changed.Pushed.PushedBlobs, "the moved blobs, and one of each attachment");

        PublishRequest second = Request(other, registry) with { ImageRepository = "other" };
        second = second with { Push = Push(registry, "team/other") with { Target = Push(registry, "team/other").Target with { MountFrom = ["team/app"] } } };
        PublishResult mounted = await SmallWorld.PublishAsync(second);
        Assert.IsGreaterThanOrEqualTo(5, mounted.Pushed!.MountedBlobs);
        foreach (ImageLayer layer in image.Layers.Take(5))
        {
            Assert.AreEqual(1, registry.Store.Uploads[layer.Blob.Digest.ToString()]);
        }
    }

    [TestMethod]
    public async Task Push_again_what_is_no_longer_there_and_make_again_what_was_damaged()
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = Request(world, registry);
        PublishResult first = await SmallWorld.PublishAsync(request);
        registry.Store.PutManifest("team/app", new StoredManifest("application/vnd.oci.image.manifest.v1+json", "{}"u8.ToArray()), "latest");
        request = request with { Lock = request.Lock with { Update = false } };

        Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "latest"));

        await using Registry empty = await Registry.StartAsync();
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        string blob = Path.Combine(world.Layout, "blobs", "sha256", image.Layers[0].Blob.Digest.Hex);
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);
        RecordingObserver observer = new();
        PublishResult again = await SmallWorld.PublishAsync(request with { Push = Push(empty) }, observer);
        Assert.IsFalse(again.UpToDate);
        Assert.AreEqual(first.Digest, empty.Store.Tag("team/app", "latest"));
        Assert.IsTrue(observer.Notes.Any(note => note.StartsWith("The image is made again: ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task That_fail_leave_the_layout_and_no_tag_and_tell_no_secret()
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { TokenUser = $"me:{Password}" });
        registry.Fault = async context =>
        {
            if (context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal))
            {
                await Registry.ErrorAsync(context, 403, "DENIED", $"no: {context.Request.Headers.Authorization}");
                return true;
            }

            return false;
        };
        RecordingObserver observer = new();
        PushSettings push = Push(registry) with
        {
            Credentials = new RegistryCredentialSources
            {
                Variables = ImmutableDictionary<string, string>.Empty.Add("DOTNET_CONTAINER_REGISTRY_UNAME", "me").Add("DOTNET_CONTAINER_REGISTRY_PWORD", Password),
            },
        };

        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(Request(world, registry) with { Push = push }, observer));

        Assert.AreEqual("WOLFI6010", failure.Diagnostic.Code);
        Assert.IsEmpty(registry.Store.Tags("team/app"));
        Assert.IsNotNull(OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None));
        string said = string.Join('\n', [failure.ToString(), .. observer.Lines, .. observer.Notes, .. observer.Details, .. observer.Warnings.Select(warning => warning.ToString())]);
        foreach (string secret in registry.Requests.Select(seen => seen.Authorization?.Split(' ')[^1]).OfType<string>().Append(Password))
        {
            Assert.DoesNotContain(secret, said);
        }

        foreach (string file in Directory.EnumerateFiles(world.Outputs, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Password, File.ReadAllText(file));
        }

        registry.Fault = null;
        Assert.IsNull(registry.Store.Tag("team/app", "latest"));
        PublishResult later = await SmallWorld.PublishAsync(Request(world, registry) with { Push = push });
        Assert.AreEqual(later.Digest, registry.Store.Tag("team/app", "latest"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Begin_while_the_image_is_made_and_ask_for_and_send_each_blob_once(bool layout)
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = Request(world, registry);
        request = layout ? request : request with { LayoutFolder = null };
        await SmallWorld.PublishAsync(request);
        registry.Forget();
        bool standing = Directory.Exists(world.Layout);
        DateTime? written = null;
        registry.Fault = context =>
        {
            // The last layout is still in its place when the first blob comes.
            written ??= context.Request.Method == "POST" && standing ? File.GetLastWriteTimeUtc(Path.Combine(world.Layout, "index.json")) : null;
            return Task.FromResult(false);
        };
        DateTime before = standing ? File.GetLastWriteTimeUtc(Path.Combine(world.Layout, "index.json")) : default;
        File.AppendAllText(Path.Combine(world.Publish, "appsettings.json"), " ");

        PublishResult changed = await SmallWorld.PublishAsync(request);

        Assert.AreEqual(changed.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual(layout ? before : null, written);
        Assert.IsTrue(registry.Store.Uploads.Values.All(count => count == 1));
        string[] asked = [.. registry.Requests.Where(seen => seen.Method == "HEAD" && seen.Path.Contains("/blobs/", StringComparison.Ordinal)).Select(seen => seen.Path)];
        Assert.IsGreaterThan(5, asked.Length);
        CollectionAssert.AllItemsAreUnique(asked);
        string[] order = [.. registry.Requests.Where(seen => seen.Method == "PUT").Select(seen => seen.Path.Contains("/blobs/", StringComparison.Ordinal) ? "blob" : "manifest")];
        CollectionAssert.AreEqual(order.OrderBy(kind => kind, StringComparer.Ordinal).ToArray(), order, "no manifest before the last blob");
    }

    [TestMethod]
    public async Task That_are_refused_early_have_their_layout_first_and_are_refused_once()
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        int early = 0;
        int late = 0;
        registry.Fault = async context =>
        {
            if (context.Request.Method != "POST")
            {
                return false;
            }

            // The fingerprint is written between what goes early and the rest.
            Interlocked.Increment(ref File.Exists(Path.Combine(world.Outputs, "fingerprint.json")) ? ref late : ref early);
            await Registry.ErrorAsync(context, 403, "DENIED", "no");
            return true;
        };

        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(Request(world, registry)));

        Assert.AreEqual("WOLFI6010", failure.Diagnostic.Code);
        Assert.IsNotNull(OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None));
        Assert.IsFalse(registry.Requests.Any(seen => seen.Method == "PUT"));
        Assert.IsGreaterThan(0, early);
        Assert.AreEqual(0, late, "what was refused once is not sent again");
    }

    [TestMethod]
    public async Task Whose_image_is_not_made_put_no_manifest_anywhere()
    {
        using SmallWorld world = new();
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = Request(world, registry);
        Directory.CreateDirectory(world.Layout);
        File.WriteAllText(Path.Combine(world.Layout, "somebody's"), "not a layout");

        await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(request));

        Assert.IsFalse(registry.Requests.Any(seen => seen.Method == "PUT" && seen.Path.Contains("/manifests/", StringComparison.Ordinal)));
        Assert.IsEmpty(registry.Store.Tags("team/app"));
    }

    private static PublishRequest Request(SmallWorld world, Registry registry) => world.Request() with { Push = Push(registry) };

    private static PushSettings Push(Registry registry, string repository = "team/app") => new(new PushTarget(ImageReference.Parse($"{registry.Authority}/{repository}"), ["latest"]));
}
