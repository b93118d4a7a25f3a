using Wolfi.Containers.Daemons;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>What a build does with a container engine, counted there.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class Loaded_builds
{
    [TestMethod]
    public async Task Load_once_ask_once_where_nothing_changed_and_send_little_where_little_did()
    {
        using SmallWorld world = new();
        await using FakeDaemon daemon = new(world.Combine("s"));
        RecordingObserver observer = new();
        PublishRequest request = world.Request() with { Load = new LoadSettings(new DaemonSources { DockerAddresses = [daemon.Url] }) };

        PublishResult first = await SmallWorld.PublishAsync(request, observer);
        Assert.AreEqual("Docker 29.1.0", first.Loaded?.Engine);
        StringAssert.StartsWith(observer.Lines[^2], "Loaded app:latest into Docker 29.1.0: ");
        Assert.AreEqual("  run      docker run --rm app:latest", observer.Lines[^1]);
        Assert.IsFalse(daemon.LoadedFiles.Count > 20, string.Join(' ', daemon.LoadedFiles));

        int asked = daemon.Requests.Count;
        PublishRequest again = request with { Lock = request.Lock with { Update = false } };
        PublishResult second = await SmallWorld.PublishAsync(again, observer);
        Assert.IsTrue(second.UpToDate && second.Loaded!.WasThere);
        CollectionAssert.AreEqual(new[] { "GET /images/app:latest/json" }, daemon.Requests.Skip(asked).ToArray());
        Assert.AreEqual("app:latest is in Docker 29.1.0 already: nothing was loaded.", observer.Lines[^1]);

        daemon.Images.Clear();
        Assert.IsFalse((await SmallWorld.PublishAsync(again)).Loaded!.WasThere, "what was removed there is loaded again");

        File.AppendAllText(Path.Combine(world.Publish, "appsettings.json"), " ");
        PublishResult changed = await SmallWorld.PublishAsync(again);
        Assert.IsGreaterThanOrEqualTo(5, changed.Loaded!.SparedLayers);
        Assert.IsLessThan(first.Loaded!.SentBytes, changed.Loaded.SentBytes);
        Assert.AreEqual(changed.Loaded.Id, daemon.Images["app:latest"].Id);
    }

    [TestMethod]
    public async Task Make_again_what_was_damaged_meanwhile()
    {
        using SmallWorld world = new();
        await using FakeDaemon daemon = new(world.Combine("s"));
        PublishRequest request = world.Request();
        await SmallWorld.PublishAsync(request);
        string blob = Directory.GetFiles(Path.Combine(world.Layout, "blobs", "sha256")).OrderByDescending(file => new FileInfo(file).Length).First();
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);
        PublishResult loaded = await SmallWorld.PublishAsync(request with { Lock = request.Lock with { Update = false }, Load = new LoadSettings(new DaemonSources { DockerAddresses = [daemon.Url] }) });
        Assert.AreEqual(loaded.Loaded?.Id, daemon.Images["app:latest"].Id);
    }

    [TestMethod]
    public async Task Say_one_calm_line_where_no_engine_is_and_fail_only_where_one_was_asked_for()
    {
        using SmallWorld world = new();
        RecordingObserver observer = new();
        PublishRequest request = world.Request() with { Load = new LoadSettings(DaemonSources.None) };
        PublishResult made = await SmallWorld.PublishAsync(request, observer);
        Assert.IsNull(made.Loaded);
        Assert.AreEqual("  engine   no Docker or Podman is there: the image is in the layout alone", observer.Lines[^1]);
        Assert.DoesNotContain(warning => warning.Code.StartsWith("WOLFI61", StringComparison.Ordinal), observer.Warnings);

        RecordingObserver quiet = new();
        await SmallWorld.PublishAsync(request with { Lock = request.Lock with { Update = false } }, quiet);
        Assert.HasCount(1, quiet.Lines, string.Join('\n', quiet.Lines));

        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(request with { Load = new LoadSettings(DaemonSources.None) { Required = true } }));
        Assert.AreEqual("WOLFI6100", failure.Diagnostic.Code);
        Assert.IsTrue(File.Exists(Path.Combine(world.Layout, "index.json")), "the layout is there all the same");
    }

    [TestMethod]
    public async Task Warn_where_an_engine_that_nobody_asked_for_does_not_take_the_image()
    {
        using SmallWorld world = new();
        await using FakeDaemon daemon = new(world.Combine("s")) { LoadAnswer = "{\"error\":\"no space left on device\"}" };
        RecordingObserver observer = new();
        LoadSettings load = new(new DaemonSources { DockerAddresses = [daemon.Url] });
        PublishResult made = await SmallWorld.PublishAsync(world.Request() with { Load = load }, observer);
        Assert.IsNull(made.Loaded);
        StringAssert.Contains(observer.Warnings.Single(warning => warning.Code == "WOLFI6115").Text, "no space left on device");
        Assert.AreEqual("WOLFI6103", (await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(world.Request() with { Load = load with { Required = true } }))).Diagnostic.Code);
    }
}
