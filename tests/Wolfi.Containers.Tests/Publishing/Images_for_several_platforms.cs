using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>One build, an image for each platform, an index over them.</summary>
[TestClass]
public sealed class Images_for_several_platforms
{
    [TestMethod]
    public async Task Are_one_index_whose_images_share_what_is_portable()
    {
        using SmallWorld world = World();
        PublishResult result = await PublishAsync(Request(world));

        OciLayout layout = OciLayout.Open(world.Layout);
        Descriptor root = layout.FindRoot("latest", CancellationToken.None);
        Assert.AreEqual((result.Digest, MediaTypes.ImageIndex), (root.Digest.ToString(), root.MediaType));
        Assert.AreEqual(MediaTypes.ImageIndex, result.MediaType);
        Assert.IsEmpty(IndexValidator.Validate(layout, root, CancellationToken.None));
        MultiPlatformImage image = MultiPlatformImage.Read(layout, root, CancellationToken.None);
        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm64/v8" }, image.Images.Select(one => one.Config.Value.Platform.ToString()).ToArray());
        CollectionAssert.AreEqual(new[] { "linux/amd64", "linux/arm64/v8" }, result.Platforms.Select(one => one.Platform).ToArray());
        CollectionAssert.AreEqual(image.Images.Select(one => one.Digest.ToString()).ToArray(), result.Platforms.Select(one => one.Digest).ToArray());

        string[][] layers = [.. image.Images.Select(one => one.Config.Value.History.Select((entry, i) => $"{entry.Comment} {one.Layers[i].Descriptor.Digest}").ToArray())];
        string[] shared = [.. layers[0].Intersect(layers[1]).Select(layer => layer.Split(' ')[0])];
        CollectionAssert.IsSubsetOf(new[] { "app-1.2.3-r0" }, shared, string.Join('\n', layers[0].Concat(layers[1])));
        Assert.HasCount(2, shared.Where(layer => layer.StartsWith("app", StringComparison.Ordinal) || layer.StartsWith("nuget", StringComparison.Ordinal)).ToArray(), string.Join(' ', shared));
        foreach (Descriptor subject in (Descriptor[])[root, .. image.Images.Select(one => one.Descriptor)])
        {
            Assert.IsNotEmpty(Referrers.Of(layout, subject, CancellationToken.None), $"{subject.Digest} has documents of its own");
        }

        LockFile locked = LockFileReader.ReadFile(world.LockFile)!;
        CollectionAssert.AreEqual(new[] { "aarch64", "x86_64" }, locked.Architectures.Select(architecture => architecture.Name).ToArray());
        CollectionAssert.IsSubsetOf(
            new[] { "image.spdx.json", "linux-arm64.spdx.json", "linux-x64.spdx.json", "linux-arm64.app-1.2.3-r0.apk", "linux-x64.app-1.2.3-r0.apk" },
            Directory.GetFiles(world.Outputs).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public async Task Are_not_made_again_until_something_changes_for_one_of_them()
    {
        using SmallWorld world = World();
        PublishResult first = await PublishAsync(Request(world));
        IndexRequest locked = Locked(Request(world));
        RecordingObserver observer = new();

        PublishResult same = await PublishAsync(locked, observer);
        Assert.IsTrue(same.UpToDate);
        Assert.AreEqual(first.Digest, same.Digest);
        Assert.HasCount(2, same.Platforms);
        Assert.AreEqual(first.Manifest, same.Manifest);
        StringAssert.Contains(observer.Lines.Single(), "up to date");

        PublishResult other = await PublishAsync(locked with { Platforms = [locked.Platforms[0], locked.Platforms[1] with { IncludeSymbols = true }] });
        Assert.IsFalse(other.UpToDate);
        Assert.AreEqual(first.Digest, other.Digest, "there are no symbols that could ship");

        string arm = Path.Combine(world.Layout, "blobs", "sha256", first.Platforms[1].Digest["sha256:".Length..]);
        File.Delete(arm);
        Assert.IsFalse((await PublishAsync(locked)).UpToDate, "the layout lacks a manifest");
        Assert.IsTrue(File.Exists(arm));
    }

    [TestMethod]
    public async Task Are_pushed_once_with_all_that_belongs_to_them_and_no_tag_but_the_indexs()
    {
        using SmallWorld world = World();
        await using Registry registry = await Registry.StartAsync();
        IndexRequest request = Request(world, one => one with { Push = new(new PushTarget(ImageReference.Parse($"{registry.Authority}/team/app"), ["latest", "1"])), Tags = ["latest", "1"] });

        PublishResult first = await PublishAsync(request);
        Assert.AreEqual($"{registry.Authority}/team/app@{first.Digest}", first.Reference);
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "1"));
        Assert.IsNull(registry.Store.Tag("team/app", "latest-linux-x64"));
        Assert.IsTrue(registry.Store.Uploads.Values.All(count => count == 1), "what the platforms share is sent once");
        Assert.AreEqual(first.Pushed!.Blobs, first.Pushed.PushedBlobs);

        registry.Forget();
        PublishResult second = await PublishAsync(Locked(request));
        Assert.IsTrue(second.UpToDate);
        Assert.AreEqual(first.Reference, second.Reference);
        CollectionAssert.AreEqual(
            new[] { "HEAD /v2/team/app/manifests/latest 200", "HEAD /v2/team/app/manifests/1 200" }, registry.Requests.Select(asked => asked.ToString()).ToArray(), "one question a tag");
    }

    [TestMethod]
    public async Task Stay_as_they_are_where_one_of_them_fails()
    {
        using SmallWorld world = World();
        PublishResult before = await PublishAsync(Request(world));
        byte[] locked = File.ReadAllBytes(world.LockFile);
        world.MakeRepository(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"), architecture: "aarch64");
        RecordingObserver observer = new();

        File.AppendAllText(Path.Combine(world.Publish, "appsettings.json"), " ");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => PublishAsync(Request(world), observer));

        Assert.AreEqual("WOLFI3001", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Diagnostic.Message, "aarch64");
        CollectionAssert.Contains(observer.Lines, "linux-arm64: the image can't be made.");
        Assert.AreEqual(before.Digest, OciLayout.Open(world.Layout).FindRoot("latest", CancellationToken.None).Digest.ToString());
        CollectionAssert.AreEqual(locked, File.ReadAllBytes(world.LockFile));
        Assert.IsFalse(Directory.Exists(Path.Combine(world.Outputs, "scratch")));
    }

    [TestMethod]
    public async Task Are_locked_together_and_their_differing_versions_told()
    {
        using SmallWorld world = World();
        await PublishAsync(Request(world));
        IndexRequest request = Request(world, one => one with { Lock = one.Lock with { Update = false, Locked = true } });
        await PublishAsync(request);
        WolfiException drift = await Assert.ThrowsExactlyAsync<WolfiException>(() => PublishAsync(
            request with { Platforms = [request.Platforms[0], request.Platforms[1] with { Packages = ["curl"] }] }));
        Assert.AreEqual("WOLFI3013", drift.Diagnostic.Code);
        StringAssert.Contains(drift.Diagnostic.Message, "curl");

        world.MakeRepository(
            SmallWorld.Packages().Select(package => package.Info.Name == "tzdata" ? (package.Info with { Version = PackageVersion.Parse("1.0-r1") }, package.Contents) : package),
            architecture: "aarch64");
        RecordingObserver observer = new();
        await PublishAsync(Request(world), observer);
        Diagnostic skew = observer.Warnings.Single(warning => warning.Code == "WOLFI3015");
        StringAssert.Contains(skew.Message, "tzdata 1.0-r1 (aarch64), 1.0-r0 (x86_64)");
    }

    [TestMethod]
    public async Task Go_into_an_archive_together_or_alone_and_leave_no_files_of_another_kind_of_build()
    {
        using SmallWorld world = World();
        string file = world.Combine("out", "app.tar");
        IndexRequest request = Request(world, one => one with { ArchiveFile = file, ArchiveFormat = ArchiveFormat.Oci });
        PublishResult whole = await PublishAsync(request);
        Assert.AreEqual(whole.Digest, OciArchive.Open(file, CancellationToken.None).FindRoot("latest", CancellationToken.None).Digest.ToString());

        RecordingObserver observer = new();
        await PublishAsync(Request(world, one => one with { ArchiveFile = file, ArchiveFormat = ArchiveFormat.Docker }), observer);
        Diagnostic alone = observer.Warnings.Single(warning => warning.Code == "WOLFI1035");
        StringAssert.Contains(alone.Message, "app.tar");
        Assert.HasCount(1, DockerArchive.Open(file, CancellationToken.None).Index.Value.Manifests);

        await SmallWorld.PublishAsync(world.Request());
        Assert.IsEmpty(Directory.GetFiles(world.Outputs, "linux-*"), "an image for one platform has no files of platforms");
        await PublishAsync(Request(world));
        Assert.IsFalse(File.Exists(Path.Combine(world.Outputs, "app-1.2.3-r0.apk")), "and the other way round");
    }

    private static Task<PublishResult> PublishAsync(IndexRequest request, RecordingObserver? observer = null) =>
        ImagePublisher.PublishAsync(request, observer ?? new RecordingObserver(), CancellationToken.None);

    private static SmallWorld World()
    {
        SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages(), architecture: "aarch64");
        return world;
    }

    private static IndexRequest Request(SmallWorld world, Func<PublishRequest, PublishRequest>? change = null)
    {
        PublishRequest whole = (change ?? (request => request))(world.Request());
        ImmutableArray<string> platforms = ["linux-x64", "linux-arm64"];
        return new IndexRequest
        {
            Whole = whole,
            Platforms = [.. platforms.Select(platform => whole with { App = whole.App with { RuntimeIdentifier = platform }, Beside = whole.Beside with { Prefix = $"{platform}." } })],
        };
    }

    private static IndexRequest Locked(IndexRequest request)
    {
        LockSettings settings = request.Whole.Lock with { Update = false };
        return new IndexRequest { Whole = request.Whole with { Lock = settings }, Platforms = [.. request.Platforms.Select(platform => platform with { Lock = settings })] };
    }
}
