using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Builds that bring their image into a registry and write no layout: counted at the package repository and at the registry.</summary>
[TestClass]
public sealed class Builds_without_a_layout
{
    // A key of each build's own would take longer than the build.
    private static readonly string s_signingKey = SigningKey.Generate("app.rsa.pub", 2048).ExportPem();
    private static readonly int s_packages = SmallWorld.Packages().Count();

    private readonly SmallWorld _world = new();
    private readonly LoopbackServer _repository;

    public Builds_without_a_layout()
    {
        _repository = LoopbackServer.Of(_world.Repository);
        File.WriteAllText(SigningKeyFile, s_signingKey);
    }

    private string SigningKeyFile => _world.Combine("app.rsa");

    /// <summary>The packages that were fetched.</summary>
    private string[] Fetched => [.. _repository.Paths.Where(path => path.EndsWith(".apk", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [TestCleanup]
    public async Task Remove()
    {
        await _repository.DisposeAsync();
        _world.Dispose();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Push_the_same_image_as_those_with_one(bool referrers)
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        await using Registry other = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        RecordingObserver observer = new();

        PublishResult pushed = await SmallWorld.PublishAsync(Request(registry) with { DigestFile = _world.Combine("files", "digest"), OutputsFile = _world.Combine("outputs") }, observer);

        Assert.HasCount(s_packages, Fetched);
        Assert.IsFalse(Directory.Exists(_world.Layout));
        Assert.IsNull(pushed.LayoutFolder);
        Assert.AreEqual(pushed.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual(pushed.Pushed!.Blobs, pushed.Pushed.PushedBlobs);
        Assert.AreEqual($"{pushed.Digest}\n", File.ReadAllText(_world.Combine("files", "digest")));
        StringAssert.Contains(File.ReadAllText(_world.Combine("outputs")), $"image-reference={pushed.Reference}\n");
        Assert.IsTrue(File.Exists(Path.Combine(_world.Outputs, "image.spdx.json")));
        CollectionAssert.Contains(observer.Lines, $"  image    {pushed.Reference}");
        Assert.IsFalse(observer.Lines.Any(line => line.StartsWith("  layout", StringComparison.Ordinal)));
        await ValidateAsync(pushed);

        PublishResult withLayout = await SmallWorld.PublishAsync(Request(other) with { LayoutFolder = _world.Layout });
        Assert.AreEqual(withLayout.Digest, pushed.Digest);
        Assert.AreEqual((withLayout.Manifest, withLayout.Configuration, withLayout.MediaType), (pushed.Manifest, pushed.Configuration, pushed.MediaType));
        CollectionAssert.AreEqual(
            other.Store.Tags("team/app").ToArray(),
            registry.Store.Tags("team/app").ToArray());
        Assert.AreEqual(withLayout.Pushed!.Attachments, pushed.Pushed.Attachments);
        Assert.HasCount(other.Store.Manifests("team/app").Count, registry.Store.Manifests("team/app"));
    }

    [TestMethod]
    public async Task Fetch_and_send_no_package_that_is_known_and_in_the_registry()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishResult first = await SmallWorld.PublishAsync(Request(registry));
        ForgetPackages();

        PublishResult second = await SmallWorld.PublishAsync(OtherApp(registry));

        Assert.HasCount(s_packages, Fetched, "those of the first build");
        Assert.AreNotEqual(first.Digest, second.Digest);
        Assert.AreEqual(second.Digest, registry.Store.Tag("team/other", "latest"));
        Assert.IsGreaterThanOrEqualTo(s_packages, second.Pushed!.MountedBlobs);
        string[] shared = [.. Layers(first).Values.Intersect(Layers(second).Values)];
        Assert.IsGreaterThan(s_packages, shared.Length, "the packages, and the app's dependencies");
        Assert.IsTrue(shared.All(layer => registry.Store.Uploads[layer] == 1), "what both have was not sent again");
        await ValidateAsync(second);
    }

    [TestMethod]
    public async Task Fetch_and_send_just_what_the_registry_lacks()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishResult first = await SmallWorld.PublishAsync(Request(registry));
        await using Registry lacking = await Registry.StartAsync();
        string glibc = Layers(first)["glibc-1.0-r0"];
        foreach (string digest in registry.Store.Uploads.Keys.Where(digest => digest != glibc))
        {
            lacking.Store.PutBlob("team/other", registry.Store.Blob("team/app", digest)!);
        }

        ForgetPackages();
        PublishResult second = await SmallWorld.PublishAsync(OtherApp(lacking));

        CollectionAssert.AreEqual(new[] { "glibc-1.0-r0" }, Fetched[s_packages..]);
        Assert.AreEqual(1, lacking.Store.Uploads[glibc]);
        await ValidateAsync(second);
    }

    [TestMethod]
    [DataRow("package", 5)]
    [DataRow("package-head", 5)]
    [DataRow("package-files", 2)]
    public async Task Believe_nothing_that_was_changed_in_the_cache(string kind, int fetched)
    {
        await using Registry registry = await Registry.StartAsync();
        await SmallWorld.PublishAsync(Request(registry));
        ForgetPackages();
        foreach (string entry in Directory.GetFiles(Path.Combine(_world.Cache, "derived", kind)))
        {
            byte[] bytes = File.ReadAllBytes(entry);
            bytes[^1] ^= 1;
            File.WriteAllBytes(entry, bytes);
        }

        PublishResult second = await SmallWorld.PublishAsync(OtherApp(registry));

        Assert.HasCount(s_packages + fetched, Fetched, string.Join(' ', Fetched));
        await ValidateAsync(second);
    }

    [TestMethod]
    public async Task Ask_once_where_nothing_has_changed_and_push_again_what_is_no_longer_there()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = Request(registry);
        PublishResult first = await SmallWorld.PublishAsync(request);
        request = request with { Lock = request.Lock with { Update = false } };
        ForgetPackages();
        registry.Forget();
        int asked = _repository.Paths.Count;

        PublishResult second = await SmallWorld.PublishAsync(request);

        Assert.IsTrue(second.UpToDate);
        Assert.AreEqual("HEAD /v2/team/app/manifests/latest 200", registry.Requests.Single().ToString());
        Assert.AreEqual(asked, _repository.Paths.Count);
        Assert.AreEqual(
            (first.Digest, first.Reference, first.Manifest, first.Configuration, first.MediaType),
            (second.Digest, second.Reference, second.Manifest, second.Configuration, second.MediaType));

        registry.Store.PutManifest("team/app", new StoredManifest("application/vnd.oci.image.manifest.v1+json", "{}"u8.ToArray()), "latest");
        RecordingObserver observer = new();
        PublishResult third = await SmallWorld.PublishAsync(request, observer);
        Assert.IsFalse(third.UpToDate);
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual(asked, _repository.Paths.Count, "its layers are still there");
        Assert.IsTrue(observer.Notes.Any(note => note.StartsWith("The image is made again: ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Are_made_again_where_what_was_kept_of_the_image_was_changed()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = Request(registry);
        await SmallWorld.PublishAsync(request);
        request = request with { Lock = request.Lock with { Update = false } };
        string record = Path.Combine(_world.Outputs, "fingerprint.json");
        string text = File.ReadAllText(record);
        foreach ((string from, string to) in new[] { ("65532:65532", "0:0"), ("65532:65532", "65533:65533"), ("schemaVersion", "schemaversion"), ("Texts", "Nothing") })
        {
            File.WriteAllText(record, text.Replace(from, to, StringComparison.OrdinalIgnoreCase));
            Assert.AreNotEqual(text, File.ReadAllText(record));
            Assert.IsFalse((await SmallWorld.PublishAsync(request)).UpToDate, from);
            Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
        }
    }

    [TestMethod]
    public async Task Leave_no_tag_and_no_record_where_the_push_fails()
    {
        await using Registry registry = await Registry.StartAsync();
        await SmallWorld.PublishAsync(Request(registry));
        Dictionary<string, string> before = Directory.GetFiles(_world.Outputs).ToDictionary(file => file, File.ReadAllText);
        ForgetPackages();

        // It says that it has the layer, and has another one.
        registry.Fault = context =>
        {
            bool lies = context.Request.Method == "HEAD" && context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal);
            if (lies)
            {
                context.Response.StatusCode = 200;
                context.Response.ContentLength = 12;
            }

            return Task.FromResult(lies);
        };
        File.AppendAllText(Path.Combine(_world.Publish, "appsettings.json"), " ");
        string tag = registry.Store.Tag("team/app", "latest")!;

        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(Request(registry)));

        StringAssert.StartsWith(failure.Diagnostic.Code, "WOLFI60");
        Assert.AreEqual(tag, registry.Store.Tag("team/app", "latest"));
        CollectionAssert.AreEquivalent(before.Keys.ToArray(), Directory.GetFiles(_world.Outputs));
        foreach ((string file, string text) in before)
        {
            Assert.AreEqual(text, File.ReadAllText(file), file);
        }

        registry.Fault = null;
        Assert.IsFalse((await SmallWorld.PublishAsync(Request(registry))).UpToDate);
    }

    [TestMethod]
    public async Task Say_so_where_a_package_that_is_to_be_sent_is_gone()
    {
        await using Registry registry = await Registry.StartAsync();
        await SmallWorld.PublishAsync(Request(registry));
        ForgetPackages();
        File.Delete(Path.Combine(_world.Repository, "x86_64", "glibc-1.0-r0.apk"));
        await using Registry empty = await Registry.StartAsync();

        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(OtherApp(empty)));

        StringAssert.StartsWith(failure.Diagnostic.Code, "WOLFI20");
        StringAssert.Contains(failure.Diagnostic.Message, "glibc-1.0-r0.apk");
        Assert.IsEmpty(empty.Store.Tags("team/other"));
    }

    [TestMethod]
    public async Task Fetch_what_verification_reads()
    {
        await using Registry registry = await Registry.StartAsync();
        await SmallWorld.PublishAsync(Request(registry));
        ForgetPackages();
        RecordingObserver observer = new();

        await SmallWorld.PublishAsync(OtherApp(registry) with { Verify = true }, observer);

        Assert.HasCount(2 * s_packages, Fetched);
        Assert.IsTrue(observer.Lines.Any(line => line.StartsWith("Verified: every byte", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Push_images_for_several_platforms()
    {
        _world.MakeRepository(SmallWorld.Packages(), architecture: "aarch64");
        await using Registry registry = await Registry.StartAsync();
        await using Registry other = await Registry.StartAsync();
        IndexRequest request = Index(Request(registry));

        PublishResult first = await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None);

        Assert.HasCount(2 * s_packages, Fetched);
        Assert.AreEqual(first.Digest, registry.Store.Tag("team/app", "latest"));
        using (RegistryClient client = new(new RegistryClientOptions()))
        {
            RegistryStore store = await RegistryStore.OpenAsync(client, ImageReference.Parse(first.Reference), withReferrers: true, CancellationToken.None);
            Assert.IsEmpty(IndexValidator.Validate(store, store.Root, CancellationToken.None));
        }

        PublishRequest locked = Request(registry) with { Lock = Request(registry).Lock with { Update = false } };
        registry.Forget();
        PublishResult second = await ImagePublisher.PublishAsync(Index(locked), new RecordingObserver(), CancellationToken.None);
        Assert.IsTrue(second.UpToDate);
        Assert.HasCount(1, registry.Requests);
        CollectionAssert.AreEqual(first.Platforms, second.Platforms);
        Assert.AreEqual(first.Manifest, second.Manifest);

        PublishResult withLayout = await ImagePublisher.PublishAsync(Index(Request(other) with { LayoutFolder = _world.Layout }), new RecordingObserver(), CancellationToken.None);
        Assert.AreEqual(withLayout.Digest, first.Digest);
        Assert.AreEqual(withLayout.Pushed!.Attachments, first.Pushed!.Attachments);
    }

    private static IndexRequest Index(PublishRequest whole) => new()
    {
        Whole = whole,
        Platforms = [.. ((ImmutableArray<string>)["linux-x64", "linux-arm64"]).Select(platform => whole with { App = whole.App with { RuntimeIdentifier = platform }, Beside = whole.Beside with { Prefix = $"{platform}." } })],
    };

    private static async Task ValidateAsync(PublishResult pushed)
    {
        using RegistryClient client = new(new RegistryClientOptions());
        RegistryStore store = await RegistryStore.OpenAsync(client, ImageReference.Parse(pushed.Reference), withReferrers: true, CancellationToken.None);
        Assert.IsEmpty(ImageValidator.Validate(store.ReadImage(store.Root, CancellationToken.None), null, CancellationToken.None));
        Assert.HasCount(pushed.Pushed!.Attachments + 1, store.Index.Value.Manifests);
    }

    // What each layer holds, and its digest.
    private static Dictionary<string, string> Layers(PublishResult image)
    {
        JsonElement manifest = JsonDocument.Parse(image.Manifest).RootElement;
        JsonElement configuration = JsonDocument.Parse(image.Configuration).RootElement;
        return configuration.GetProperty("history").EnumerateArray().Zip(manifest.GetProperty("layers").EnumerateArray())
            .ToDictionary(pair => pair.First.GetProperty("comment").GetString()!, pair => pair.Second.GetProperty("digest").GetString()!, StringComparer.Ordinal);
    }

    private void ForgetPackages() => Directory.Delete(Path.Combine(_world.Cache, "packages"), recursive: true);

    private PublishRequest Request(Registry registry, string repository = "team/app") => _world.Request() with
    {
        LayoutFolder = null,
        PackageKey = new PackageKeySource(SigningKeyFile),
        Push = new PushSettings(new PushTarget(ImageReference.Parse($"{registry.Authority}/{repository}"), ["latest"])),
        Repositories = [_world.Request().Repositories[0] with { Location = _repository.Url, AllowHttp = true }],
    };

    // Another project: another assembly, other outputs, another lock file. Cache and registry are the same.
    private PublishRequest OtherApp(Registry registry)
    {
        PublishRequest request = Request(registry, "team/other");
        string own = Path.Combine(_world.Publish, "other.dll");
        File.WriteAllText(own, "another assembly");
        return request with
        {
            ImageRepository = "other",
            App = request.App with
            {
                AssemblyName = "other",
                Files = [.. request.App.Files.Where(file => file.RelativePath != "app.dll"), new PublishedFile { RelativePath = "other.dll", FullPath = own, Source = FileSource.Project }],
            },
            Beside = new OutputPlace(_world.Combine("other-image"), ""),
            Lock = request.Lock with { File = _world.Combine("other.lock.json") },
        };
    }
}
