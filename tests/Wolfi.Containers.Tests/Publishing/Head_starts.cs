using Wolfi.Apk.Signing;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Smoke;
using Wolfi.Oci.References;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>What a build begins before its app is there.</summary>
[TestClass]
public sealed class Head_starts
{
    private readonly SmallWorld _world = new();

    [TestCleanup]
    public void Remove() => _world.Dispose();

    [TestMethod]
    public async Task Go_the_whole_way_and_leave_nothing()
    {
        await using Registry registry = await Registry.StartAsync(new RegistryOptions());
        PublishRequest request = Request(registry) with { SmokeTest = new SmokeSettings(), Verify = true };
        await SmallWorld.PublishAsync(request with { SmokeTest = null });
        string[] before = Files();
        registry.Forget();

        HeadStart begun = HeadStart.Begin(request.PackageKey, _ => Task.FromResult<PublishRequest?>(request));
        begun.GoOn();
        begun.Wait();
        begun.Dispose();

        Assert.IsNull(begun.Rehearsal!.Failure, begun.Rehearsal.Failure?.ToString());
        Assert.IsGreaterThan(3, begun.Rehearsal.PushedManifests, "image, tag, attachments and their list");
        CollectionAssert.AreEqual(before, Files());
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    [DataRow("a key of the build's own")]
    [DataRow("the user's own key")]
    public async Task Give_the_build_a_key_and_change_nothing_of_the_image(string key)
    {
        PublishRequest request = _world.Request() with { PackageKey = new PackageKeySource(KeptFile: key.StartsWith("the user's", StringComparison.Ordinal) ? _world.Combine("development.rsa") : null) };
        PublishResult without = await SmallWorld.PublishAsync(request);
        File.Delete(Path.Combine(_world.Outputs, "fingerprint.json"));
        using HeadStart begun = HeadStart.Begin(request.PackageKey, _ => Task.FromResult<PublishRequest?>(request));
        begun.GoOn();

        PublishResult with = await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun);

        Assert.IsFalse(with.UpToDate);
        Assert.AreEqual(without.Digest, with.Digest);
        Assert.IsNull(begun.TakeKey(request.PackageKey), "the build has it");
    }

    [TestMethod]
    [DataRow(true, DisplayName = "a changed source")]
    [DataRow(false, DisplayName = "no changed source")]
    public async Task Leave_their_begin_to_the_time_of_the_compiler_where_it_is_about_to_run(bool changed)
    {
        PublishRequest request = _world.Request();
        await SmallWorld.PublishAsync(request);
        string source = Touch("Program.cs", minutesAgo: changed ? 1 : 3);
        string assembly = Touch("app.dll", minutesAgo: 2);
        int read = 0;
        using HeadStart begun = HeadStart.Begin(
            request.PackageKey,
            _ =>
            {
                read++;
                return Task.FromResult<PublishRequest?>(request);
            },
            compilation: new ForeseenCompilation([source], assembly));
        begun.Wait();
        Assert.AreEqual(changed ? 0 : 1, read);

        begun.GoOn();
        begun.Wait();

        Assert.AreEqual(1, read);
        Assert.IsNull(begun.Rehearsal!.Failure, begun.Rehearsal.Failure?.ToString());
    }

    [TestMethod]
    public void Foresee_the_compiler_where_there_is_no_assembly()
    {
        string source = Touch("Program.cs", minutesAgo: 3);
        Assert.IsTrue(new ForeseenCompilation([source], _world.Combine("obj", "none.dll")).IsDue());
        Assert.IsFalse(new ForeseenCompilation([_world.Combine("none.cs")], source).IsDue());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Hash_the_last_layout_for_the_next()
    {
        PublishRequest request = _world.Request();
        byte[] code = new byte[200_000];
        new Random(1).NextBytes(code);
        File.WriteAllBytes(Path.Combine(_world.Publish, "app.dll"), code);
        await SmallWorld.PublishAsync(request);
        string large = Path.Combine(_world.Layout, "blobs", "sha256");
        int expected = new DirectoryInfo(large).EnumerateFiles().Count(file => file.Length >= 64 * 1024);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        File.Delete(Path.Combine(_world.Outputs, "fingerprint.json"));
        using HeadStart begun = HeadStart.Begin(request.PackageKey, _ => Task.FromResult<PublishRequest?>(request));
        begun.GoOn();
        begun.Wait();

        PublishResult built = await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun);

        Assert.IsFalse(built.UpToDate);
        Assert.IsGreaterThan(0, expected);
        Assert.AreEqual(expected, begun.Hashed!.Kept);
    }

    [TestMethod]
    public void Make_no_key_where_one_is_named()
    {
        PackageKeySource named = new(_world.Combine("app.rsa"));
        using HeadStart begun = HeadStart.Begin(named, read: null);
        begun.GoOn();
        Assert.IsNull(begun.TakeKey(named));
    }

    [TestMethod]
    public async Task Keep_a_key_that_the_build_does_not_ask_for()
    {
        PackageKeySource kept = new(KeptFile: _world.Combine("development.rsa"));
        using HeadStart begun = HeadStart.Begin(kept, read: null);
        begun.GoOn();
        Assert.IsNull(begun.TakeKey(new PackageKeySource()), "another key than the project's settings ask for at the end");
        using SigningKey key = await begun.TakeKey(kept)!;
        Assert.AreEqual("development.rsa.pub", key.PublicKey.Name);
    }

    [TestMethod]
    [DataRow("nothing was built before")]
    [DataRow("settings are wrong")]
    [DataRow("an app's file is gone")]
    [DataRow("reading fails")]
    public async Task Fail_for_themselves(string why)
    {
        PublishRequest request = _world.Request();
        if (why == "an app's file is gone")
        {
            await SmallWorld.PublishAsync(request);
            File.Delete(Path.Combine(_world.Publish, "app.dll"));
        }

        using HeadStart begun = HeadStart.Begin(request.PackageKey, _ => why switch
        {
            "settings are wrong" => Task.FromResult<PublishRequest?>(null),
            "reading fails" => throw new InvalidOperationException(),
            _ => Task.FromResult<PublishRequest?>(request),
        });
        begun.GoOn();
        begun.Wait();
        Assert.AreEqual(why == "settings are wrong", begun.Rehearsal!.Failure is null);

        File.WriteAllText(Path.Combine(_world.Publish, "app.dll"), "an assembly, for all that packing cares");
        PublishResult built = await ImagePublisher.PublishAsync(request, new RecordingObserver(), CancellationToken.None, begun);
        Assert.IsTrue(Directory.Exists(built.LayoutFolder));
    }

    [TestMethod]
    public async Task End_when_the_build_ends()
    {
        PublishRequest request = _world.Request();
        await SmallWorld.PublishAsync(request);
        string[] before = Files();
        HeadStart begun = HeadStart.Begin(request.PackageKey, _ => Task.FromResult<PublishRequest?>(request));
        begun.GoOn();
        begun.Dispose();
        CollectionAssert.AreEqual(before, Files());
    }

    private PublishRequest Request(Registry registry) => _world.Request() with
    {
        Push = new PushSettings(new PushTarget(ImageReference.Parse($"{registry.Authority}/team/app"), ["latest"])),
    };

    /// <summary>Paths, lengths and times of writing of all files.</summary>
    private string Touch(string name, int minutesAgo)
    {
        string file = _world.Combine("obj", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, name);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-minutesAgo));
        return file;
    }

    private string[] Files() => [.. new DirectoryInfo(_world.Combine()).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => !file.FullName.StartsWith(_world.Cache, StringComparison.Ordinal)).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
        .Concat(new DirectoryInfo(_world.Cache).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => $"{file.FullName} {file.Length}"))
        .Order(StringComparer.Ordinal)];
}
