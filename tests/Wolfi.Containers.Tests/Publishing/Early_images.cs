using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Smoke;
using Wolfi.Oci;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Images that are made while their app is still being published.</summary>
[TestClass]
public sealed class Early_images
{
    private const string Taken = "The image was made while the app was still being published.";

    private readonly SmallWorld _world = new();

    [TestCleanup]
    public void Remove() => _world.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Are_the_build_s_where_its_inputs_are_theirs(bool signed)
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = false });
        PublishRequest request = await PublishedAsync(registry, signed);
        HeadStart begun = Begin(request, "compiled anew");
        using (begun)
        {
            Publish("compiled anew");
            RecordingObserver observer = new();

            PublishResult early = await ImagePublisher.PublishAsync(request, observer, CancellationToken.None, begun);

            CollectionAssert.Contains(observer.Details, Taken);
            Assert.IsTrue(observer.Lines[0].StartsWith($"Made app@{early.Digest}: ", StringComparison.Ordinal), observer.Lines[0]);
            Assert.AreEqual(early.Digest, registry.Store.Tag("team/app", "latest"));
            CollectionAssert.AreEqual(Array.Empty<string>(), registry.Store.Uploads.Where(blob => blob.Value != 1).Select(blob => blob.Key).ToArray());
            Assert.AreEqual(early.Digest, await DigestWithoutAsync(request));
        }

        Assert.IsEmpty(Leftovers());
        Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
    }

    [TestMethod]
    public async Task Give_way_to_the_build_s_own_where_the_app_is_another()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: true);
        using HeadStart begun = Begin(request, "compiled anew");
        Publish("compiled anew, and rewritten by what came after the compiler");
        RecordingObserver observer = new();

        PublishResult own = await ImagePublisher.PublishAsync(request, observer, CancellationToken.None, begun);

        CollectionAssert.DoesNotContain(observer.Details, Taken);
        Assert.AreEqual(own.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.HasCount(2, registry.Store.Manifests("team/app").Where(manifest => manifest.MediaType.Contains("manifest", StringComparison.Ordinal) && !Text(manifest).Contains("\"subject\"", StringComparison.Ordinal)).ToArray());
        Assert.IsEmpty(Leftovers());
        Assert.AreEqual(own.Digest, await DigestWithoutAsync(request));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "a registry with the referrers API")]
    [DataRow(false, DisplayName = "a registry without")]
    public async Task Wait_in_the_registry_for_their_tag_where_the_last_build_took_one(bool referrers)
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = referrers });
        PublishRequest request = await PublishedAsync(registry, signed: true);
        await TakeAsync(request, "first");
        string last = registry.Store.Tag("team/app", "latest")!;
        int manifests = registry.Store.Manifests("team/app").Count;
        using HeadStart begun = Begin(request, "second");
        await ManifestsAsync(registry, manifests + 3);

        Assert.AreEqual(last, registry.Store.Tag("team/app", "latest"), "nothing that stands has changed");
        Publish("second");
        registry.Forget();
        RecordingObserver observer = new();
        PublishResult early = await ImagePublisher.PublishAsync(request, observer, CancellationToken.None, begun);

        CollectionAssert.Contains(observer.Details, Taken);
        Assert.AreEqual(early.Digest, registry.Store.Tag("team/app", "latest"));
        Assert.AreEqual("PUT /v2/team/app/manifests/latest", registry.Requests.Where(seen => seen.Method != "GET").Select(seen => $"{seen.Method} {seen.Path}").Last(), "tags come last");
        using RegistryClient client = new(new RegistryClientOptions());
        Assert.IsGreaterThan(3, (await client.Open(request.Push!.Target.Repository).GetReferrersAsync(Digest.Parse(early.Digest), CancellationToken.None)).Length);
        CollectionAssert.AreEqual(Array.Empty<string>(), registry.Store.Uploads.Where(blob => blob.Value != 1).Select(blob => blob.Key).ToArray());
        Assert.IsTrue((await SmallWorld.PublishAsync(request)).UpToDate);
        Assert.AreEqual(early.Digest, await DigestWithoutAsync(request));
    }

    [TestMethod]
    public async Task Are_nothing_but_blobs_there_again_once_a_build_took_none()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: true);
        await TakeAsync(request, "first");
        using (HeadStart begun = Begin(request, "second"))
        {
            Publish("second, and rewritten by what came after the compiler");
            await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun);
        }

        int manifests = registry.Store.Manifests("team/app").Count;
        Begin(request, "third").Dispose();
        Assert.HasCount(manifests, registry.Store.Manifests("team/app"));
    }

    [TestMethod]
    public async Task Have_what_the_registry_refused_told_by_the_build()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: true);
        await TakeAsync(request, "first");
        string last = registry.Store.Tag("team/app", "latest")!;
        registry.Fault = async context =>
        {
            if (context.Request.Method != "PUT" || !context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal))
            {
                return false;
            }

            await Registry.ErrorAsync(context, 403, "DENIED", "no");
            return true;
        };
        using HeadStart begun = Begin(request, "second");
        Publish("second");

        WolfiException refused = await Assert.ThrowsExactlyAsync<WolfiException>(() => ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun));

        StringAssert.StartsWith(refused.Diagnostic.Code, "WOLFI", StringComparison.Ordinal);
        Assert.AreEqual(last, registry.Store.Tag("team/app", "latest"));
    }

    [TestMethod]
    public async Task Do_not_go_where_the_build_does_not_push()
    {
        await using Registry registry = await Registry.StartAsync();
        await using Registry other = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: false);
        using HeadStart begun = Begin(request, "compiled anew");
        Publish("compiled anew");
        RecordingObserver observer = new();

        PublishResult own = await ImagePublisher.PublishAsync(request with { Push = Push(other) }, observer, CancellationToken.None, begun);

        CollectionAssert.DoesNotContain(observer.Details, Taken);
        Assert.AreEqual(own.Digest, other.Store.Tag("team/app", "latest"));
        Assert.AreNotEqual(own.Digest, registry.Store.Tag("team/app", "latest"));
    }

    [TestMethod]
    [DataRow("another key of packages")]
    [DataRow("no advice")]
    public async Task Are_not_taken_where_the_build_asks_for(string what)
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: false);
        using HeadStart begun = Begin(request, "compiled anew");
        Publish("compiled anew");
        RecordingObserver observer = new();
        PublishRequest other = what == "no advice" ? request with { ShowAdvice = !request.ShowAdvice } : request with { PackageKey = new PackageKeySource() };

        await ImagePublisher.PublishAsync(other, observer, CancellationToken.None, begun);

        CollectionAssert.DoesNotContain(observer.Details, Taken);
        Assert.IsEmpty(Leftovers());
    }

    [TestMethod]
    public async Task Leave_nothing_where_publishing_fails()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: true);
        int manifests = registry.Store.Manifests("team/app").Count;
        DateTime index = File.GetLastWriteTimeUtc(Path.Combine(_world.Layout, "index.json"));

        Begin(request, "compiled anew").Dispose();

        Assert.AreEqual(index, File.GetLastWriteTimeUtc(Path.Combine(_world.Layout, "index.json")));
        Assert.HasCount(manifests, registry.Store.Manifests("team/app"));
        Assert.IsEmpty(Leftovers());
    }

    [TestMethod]
    public async Task Are_dropped_where_nothing_has_changed()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: false);
        using HeadStart begun = Begin(request, "an assembly, for all that packing cares");
        PublishResult same = await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun);
        Assert.IsTrue(same.UpToDate);
        Assert.IsEmpty(Leftovers());
    }

    [TestMethod]
    public async Task Say_what_they_have_to_say_once_and_only_where_they_are_taken()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: false);
        RecordingObserver plain = new();
        Publish("first");
        await SmallWorld.PublishAsync(request, plain);
        using HeadStart begun = Begin(request, "second");
        Publish("second");
        RecordingObserver observer = new();

        await ImagePublisher.PublishAsync(request, observer, CancellationToken.None, begun);

        CollectionAssert.Contains(observer.Details, Taken);
        CollectionAssert.AreEqual(plain.Warnings.Select(warning => warning.ToString()).ToArray(), observer.Warnings.Select(warning => warning.ToString()).ToArray());
        CollectionAssert.AreEqual(plain.Lines.Select(WithoutDigits).ToArray(), observer.Lines.Select(WithoutDigits).ToArray());
        CollectionAssert.AreEqual(plain.Notes.Select(WithoutDigits).ToArray(), observer.Notes.Select(WithoutDigits).ToArray());
    }

    [TestMethod]
    [DataRow("a smoke test")]
    [DataRow("verification")]
    [DataRow("a named key of packages")]
    [DataRow("a named key of images")]
    [DataRow("an identity")]
    [DataRow("times in provenance")]
    [DataRow("a lock that asks the index")]
    [DataRow("a lock that is renewed")]
    [DataRow("no layout")]
    [DataRow("settings that are wrong")]
    [DataRow("an app whose files are gone")]
    public async Task Are_not_made_for(string what)
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: true);
        SigningSettings signing = request.Signing!;
        PublishRequest? asked = what switch
        {
            "a smoke test" => request with { SmokeTest = new SmokeSettings() },
            "verification" => request with { Verify = true },
            "a named key of packages" => request with { PackageKey = new PackageKeySource(NamedFile: _world.Combine("app.rsa")) },
            "a named key of images" => request with { Signing = signing with { Key = new KeyReference(KeyReferenceKind.File, _world.Combine("team.key"), []) } },
            "an identity" => request with { Signing = signing with { Services = signing.Services with { Keyless = true } } },
            "times in provenance" => request with { Evidence = request.Evidence with { ProvenanceTimes = true } },
            "a lock that asks the index" => request with { Lock = request.Lock with { RequireListed = true } },
            "no layout" => request with { LayoutFolder = null },
            "a lock that is renewed" => request with { Lock = request.Lock with { Update = true } },
            "an app whose files are gone" => request with { App = request.App with { Files = [.. request.App.Files.Select(file => file with { FullPath = file.FullPath + ".gone" })] } },
            _ => null,
        };
        using SigningKey key = SigningKey.Generate("build.rsa.pub", 2048);
        using EarlyImage image = EarlyImage.Begin(_ => Task.FromResult(asked), Task.FromResult(key), new Wolfi.Oci.Layouts.HashedBlobs(), static () => { });
        using RegistryOutput output = new(request, request.Push!, new RecordingObserver());
        registry.Forget();

        Assert.IsNull(await image.TakeAsync(request, "", output, new RecordingObserver(), CancellationToken.None));
        image.Close();
        Assert.AreEqual(what == "an app whose files are gone", image.Failure is not null, image.Failure?.ToString());
        Assert.IsEmpty(registry.Requests.Where(seen => seen.Method != "HEAD" && seen.Path != "/v2/").ToArray());
        Assert.IsEmpty(Leftovers());
    }

    [TestMethod]
    public async Task Fail_for_themselves_where_what_they_wait_for_fails()
    {
        using SigningKey key = SigningKey.Generate("build.rsa.pub", 2048);
        using EarlyImage image = EarlyImage.Begin(
            _ => Task.FromResult<PublishRequest?>(null), Task.FromResult(key), new Wolfi.Oci.Layouts.HashedBlobs(), static () => throw new InvalidOperationException("no"));
        Assert.IsNull(await image.TakeAsync(_world.Request(), "", null, new RecordingObserver(), CancellationToken.None));
        Assert.AreEqual("no", image.Failure?.Message);
    }

    [TestMethod]
    public async Task End_with_the_build()
    {
        await using Registry registry = await Registry.StartAsync();
        PublishRequest request = await PublishedAsync(registry, signed: false);
        using CancellationTokenSource ended = new();
        registry.Fault = async context =>
        {
            if (context.Request.Method == "POST")
            {
                await ended.CancelAsync();
            }

            return false;
        };
        using HeadStart begun = Begin(request, "compiled anew");
        Publish("compiled anew");
        await Assert.ThrowsAsync<OperationCanceledException>(() => ImagePublisher.PublishAsync(request, new RecordingObserver(), ended.Token, begun));
        Assert.IsEmpty(Leftovers());
    }

    private static string Text(StoredManifest manifest) => System.Text.Encoding.UTF8.GetString(manifest.Bytes);

    private static string WithoutDigits(string line) => System.Text.RegularExpressions.Regex.Replace(line, "[0-9a-f]{64}|[0-9.]+ [kM]?B|[0-9]+ of [0-9]+ blobs", "…");

    private static PushSettings Push(Registry registry) => new(new PushTarget(ImageReference.Parse($"{registry.Authority}/team/app"), ["latest"]));

    /// <summary>A request whose image was published once, and whose lock file stands.</summary>
    private async Task<PublishRequest> PublishedAsync(Registry registry, bool signed)
    {
        PublishRequest request = _world.Request() with
        {
            Push = Push(registry),
            PackageKey = new PackageKeySource(KeptFile: _world.Combine("keys", "development.rsa")),
            Signing = signed ? new SigningSettings { DevelopmentKeyFile = _world.Combine("keys", "development.key"), Secrets = KeySecrets.OfThisProcess } : null,
        };
        await SmallWorld.PublishAsync(request);
        request = request with { Lock = request.Lock with { Update = false } };
        await SmallWorld.PublishAsync(request);
        return request;
    }

    /// <summary>Begins a build whose compiler leaves an assembly with this content, and waits until its image is made.</summary>
    private HeadStart Begin(PublishRequest request, string compiled)
    {
        string file = _world.Combine("obj", "app.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, compiled);
        PublishedApp next = request.App with { Files = [.. request.App.Files.Select(published => published.RelativePath == "app.dll" ? published with { FullPath = file, Substituted = true } : published)] };
        HeadStart begun = HeadStart.Begin(request.PackageKey, _ => Task.FromResult<PublishRequest?>(request));
        begun.GoOn();
        begun.MakeImage(_ => Task.FromResult<PublishRequest?>(request with { App = next }));
        begun.WaitForImage();
        return begun;
    }

    /// <summary>A build that takes its early image.</summary>
    private async Task TakeAsync(PublishRequest request, string compiled)
    {
        using HeadStart begun = Begin(request, compiled);
        Publish(compiled);
        RecordingObserver observer = new();
        await ImagePublisher.PublishAsync(request, observer, CancellationToken.None, begun);
        CollectionAssert.Contains(observer.Details, Taken);
    }

    /// <summary>Waits until the registry has so many manifests.</summary>
    private static async Task ManifestsAsync(Registry registry, int atLeast)
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));
        while (registry.Store.Manifests("team/app").Count < atLeast)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), end.Token);
        }
    }

    private void Publish(string content) => File.WriteAllText(Path.Combine(_world.Publish, "app.dll"), content);

    private async Task<string> DigestWithoutAsync(PublishRequest request)
    {
        File.Delete(Path.Combine(_world.Outputs, "fingerprint.json"));
        return (await SmallWorld.PublishAsync(request)).Digest;
    }

    /// <summary>What lies where a build stages its outputs.</summary>
    private string[] Leftovers() => [.. Directory.EnumerateFileSystemEntries(_world.Outputs).Where(entry => Path.GetFileName(entry) == "scratch" || Path.GetFileName(entry).EndsWith("staging", StringComparison.Ordinal))];
}
