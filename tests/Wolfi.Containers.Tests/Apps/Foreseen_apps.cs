using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Tests.Apps;

/// <summary>Apps as they will be published, from what was published last and what the compiler has left.</summary>
[TestClass]
public sealed class Foreseen_apps
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void Take_what_is_newer_at_its_source_and_packages_where_they_lie()
    {
        PublishedFile newer = File("newer.dll", FileSource.Project, minutes: 1);
        PublishedFile older = File("older.json", FileSource.Project, minutes: -1);
        PublishedFile package = File("package.dll", FileSource.NuGet, minutes: -1);
        PublishedFile host = File("app", FileSource.RuntimePack, minutes: -1, origin: "apphost");
        PublishedFile made = older with { RelativePath = "made.json", Substituted = true };
        PublishedFile unknown = older with { RelativePath = "unknown", Origin = null };
        PublishedFile gone = older with { RelativePath = "gone", Origin = _folder.Combine("nowhere") };

        PublishedApp app = ForeseenApp.Of(App(newer, older, package, host, made, unknown, gone), "2.0.0", "cafe")!;

        Assert.AreEqual("2.0.0 cafe", $"{app.Version} {app.SourceRevision}");
        CollectionAssert.AreEqual(
            new[] { newer with { FullPath = newer.Origin!, Substituted = true }, older, package with { FullPath = package.Origin!, Substituted = true }, host, made, unknown, gone },
            app.Files.ToArray());
    }

    [TestMethod]
    public void Copy_what_a_build_may_write_meanwhile()
    {
        PublishedFile own = File("own.dll", FileSource.Project, minutes: 1);
        PublishedFile package = File("package.dll", FileSource.NuGet, minutes: -1);
        PublishedApp foreseen = ForeseenApp.Of(App(own, package), "1.0.0", revision: null)!;
        string place = Directory.CreateDirectory(_folder.Combine("copies")).FullName;

        PublishedApp copied = ForeseenApp.CopyInto(foreseen, place);

        System.IO.File.WriteAllText(own.Origin!, "written again");
        Assert.AreEqual("source of own.dll", System.IO.File.ReadAllText(copied.Files[0].FullPath));
        Assert.IsTrue(copied.Files[0].Substituted);
        Assert.AreEqual(foreseen.Files[1], copied.Files[1]);
        Assert.HasCount(1, Directory.GetFiles(place));
    }

    [TestMethod]
    public void Are_none_where_what_ships_is_not_what_the_compiler_makes()
    {
        PublishedApp app = App();
        Assert.IsNotNull(ForeseenApp.Of(app, "1", null));
        Assert.IsNull(ForeseenApp.Of(app with { SingleFile = true }, "1", null));
        Assert.IsNull(ForeseenApp.Of(app with { NativeAot = true }, "1", null));
        Assert.IsNull(ForeseenApp.Of(app with { Trimmed = true }, "1", null));
        Assert.IsNull(ForeseenApp.Of(app with { ReadyToRun = true }, "1", null));
    }

    private PublishedApp App(params PublishedFile[] files) => new()
    {
        AssemblyName = "app",
        Version = "1.0.0",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "",
        SelfContained = false,
        PublishFolder = _folder.Combine("publish"),
        Files = [.. files],
    };

    /// <summary>A published file whose source was written so many minutes after it.</summary>
    private PublishedFile File(string name, FileSource source, int minutes, string? origin = null)
    {
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string published = Path.Combine(Directory.CreateDirectory(_folder.Combine("publish")).FullName, name);
        string from = Path.Combine(Directory.CreateDirectory(_folder.Combine("obj")).FullName, origin ?? name);
        System.IO.File.WriteAllText(published, $"published {name}");
        System.IO.File.WriteAllText(from, $"source of {name}");
        System.IO.File.SetLastWriteTimeUtc(published, time);
        System.IO.File.SetLastWriteTimeUtc(from, time.AddMinutes(minutes));
        return new PublishedFile { RelativePath = name, FullPath = published, Origin = from, Source = source };
    }
}
