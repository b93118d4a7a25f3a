using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Wolfi.Apk.Caching;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Evidence;

[TestClass]
public sealed class Traced_files
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PublishedFile> _files = [];
    private readonly NuGetCache _cache;

    public Traced_files()
    {
        Directory.CreateDirectory(PublishFolder);
        _cache = new NuGetCache(_folder.Combine("packages"));
        _cache.Add("Some.Package", "3.0.0", ("lib/net10.0/Some.Package.dll", "a dependency"), ("lib/net10.0/Other.dll", "another"));
        _files.Add(_cache.Publish(PublishFolder, "Some.Package", "3.0.0", "lib/net10.0/Some.Package.dll"));
        _files.Add(Own("app.dll"));
    }

    private string PublishFolder => _folder.Combine("publish");

    [TestCleanup]
    public void Clean() => _folder.Dispose();

    [TestMethod]
    public void Are_copies_where_the_archive_has_the_same_bytes()
    {
        AppTrace trace = Trace();
        Assert.IsEmpty(trace.Warnings);
        TracedFile file = trace.Files.Single(file => file.Path == "app/Some.Package.dll");
        Assert.AreEqual(TraceState.Copied, file.State);
        Assert.AreEqual(Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(_cache.ArchiveOf("Some.Package", "3.0.0")))), file.Package!.ContentHash);
        Assert.AreEqual("MIT", file.Package.Facts.LicenceExpression);
        Assert.AreEqual("https://example.test/Some.Package", file.Package.Facts.ProjectUrl);
        Assert.AreEqual(TraceState.Own, trace.Files.Single(file => file.Path == "app/app.dll").State);
    }

    [TestMethod]
    [DataRow(false, DisplayName = "in the publish folder")]
    [DataRow(true, DisplayName = "in the unpacked package, from where it was published")]
    public void That_differ_by_one_byte_are_modified_upstream(bool inPackage)
    {
        string changed = "b dependency";
        if (inPackage)
        {
            File.WriteAllText(_files[0].Origin!, changed);
        }

        File.WriteAllText(_files[0].FullPath, changed);
        AppTrace trace = Trace();
        Assert.AreEqual(TraceState.Modified, trace.Files.Single(file => file.Path == "app/Some.Package.dll").State);
        Diagnostic warning = trace.Warnings.Single();
        Assert.AreEqual("WOLFI4095", warning.Code);
        StringAssert.Contains(warning.Message, "app/Some.Package.dll");
        StringAssert.Contains(warning.Message, "Some.Package 3.0.0");
    }

    [TestMethod]
    public void Name_their_package_as_its_maker_writes_it()
    {
        _files[0] = _files[0] with { PackageId = "some.package" };
        Assert.AreEqual("Some.Package", Trace().Packages.Single().Id);
        File.Delete(_cache.ArchiveOf("Some.Package", "3.0.0"));
        Assert.AreEqual("some.package", Trace().Packages.Single().Id);
    }

    [TestMethod]
    public void That_no_item_names_are_unknown()
    {
        File.WriteAllText(Path.Combine(PublishFolder, "stray.so"), "\u007fELF, nearly");
        _files.Add(Own("stray.so") with { Source = FileSource.Unknown });
        Assert.AreEqual(TraceState.Unknown, Trace().Files.Single(file => file.Path == "app/stray.so").State);
    }

    [TestMethod]
    public void That_the_build_made_of_a_packages_files_are_derived()
    {
        _files[0] = _files[0] with { Origin = _folder.Combine("obj", "R2R", "Some.Package.dll") };
        AppTrace trace = Trace();
        Assert.IsEmpty(trace.Warnings);
        Assert.AreEqual(TraceState.Derived, trace.Files.Single(file => file.Path == "app/Some.Package.dll").State);
        Assert.IsNotNull(trace.Packages.Single().ContentHash);
    }

    [TestMethod]
    public void Made_of_many_tell_their_inputs_bytes_by_source()
    {
        PublishedFile[] inputs = [.. _files];
        _files.Clear();
        _files.Add(Own("app"));
        _files.Add(Own("appsettings.json"));
        AppTrace trace = Trace(app => app with { Inputs = [.. inputs] });
        Assert.AreEqual(
            $"upstream {trace.Inputs.Single(file => file.Package is not null).Size}, own {trace.Inputs.Single(file => file.Package is null).Size}",
            InputBytes.ToText(trace.Files.Single(file => file.Path == "app/app").MadeOf));
        Assert.IsEmpty(trace.Files.Single(file => file.Path == "app/appsettings.json").MadeOf);
    }

    [TestMethod]
    public void That_the_archive_does_not_have_are_modified()
    {
        string extra = Path.Combine(Path.GetDirectoryName(_files[0].Origin!)!, "Extra.dll");
        File.WriteAllText(extra, "not of the package");
        _files.Add(_cache.Publish(PublishFolder, "Some.Package", "3.0.0", "lib/net10.0/Extra.dll"));
        AppTrace trace = Trace();
        Assert.AreEqual("WOLFI4095", trace.Warnings.Single().Code);
        Assert.AreEqual(TraceState.Modified, trace.Files.Single(file => file.Path == "app/Extra.dll").State);
    }

    [TestMethod]
    public void Without_an_archive_are_unverified_and_keep_the_restored_hash()
    {
        File.Delete(_cache.ArchiveOf("Some.Package", "3.0.0"));
        AppTrace trace = Trace();
        Assert.AreEqual("WOLFI4096", trace.Warnings.Single().Code);
        Assert.AreEqual(TraceState.Unverified, trace.Files.Single(file => file.Path == "app/Some.Package.dll").State);
        Assert.IsNotNull(trace.Packages.Single().ContentHash);
    }

    [TestMethod]
    public void Of_an_archive_that_is_not_the_restored_one_are_unverified()
    {
        string archive = _cache.ArchiveOf("Some.Package", "3.0.0");
        File.Delete(archive);
        File.Delete(Path.Combine(Path.GetDirectoryName(archive)!, ".nupkg.metadata"));
        string hash = Convert.ToBase64String(new byte[64]);
        string assets = Assets("{\"libraries\":{\"Some.Package/3.0.0\":{\"sha512\":\"" + hash + "\",\"type\":\"package\"}}}");
        new NuGetCache(_cache.Folder).Add("Some.Package", "3.0.0", ("lib/net10.0/Some.Package.dll", "a dependency"));
        AppTrace trace = Trace(app => app with { AssetsFile = assets });
        Assert.AreEqual("WOLFI4097", trace.Warnings.Single().Code);
        Assert.AreEqual(TraceState.Unverified, trace.Files.Single(file => file.Path == "app/Some.Package.dll").State);
        Assert.IsNull(trace.Packages.Single().ContentHash);
    }

    [TestMethod]
    [DataRow("not a zip")]
    [DataRow("")]
    [DataRow("PK\u0005\u0006 and then too little")]
    public void Of_a_damaged_archive_are_unverified(string content)
    {
        File.WriteAllText(_cache.ArchiveOf("Some.Package", "3.0.0"), content);
        Assert.AreEqual("WOLFI4096", Trace().Warnings.Single().Code);
    }

    [TestMethod]
    public void Of_a_package_with_an_impossible_name_look_nowhere()
    {
        _files[0] = _files[0] with { PackageId = "../packages/some.package", PackageVersion = "3.0.0" };
        Assert.IsNull(Trace().Packages.Single().ContentHash);
    }

    [TestMethod]
    [DataRow("{", DisplayName = "no JSON")]
    [DataRow("[]", DisplayName = "no object")]
    [DataRow("""{"libraries":[]}""", DisplayName = "libraries are no object")]
    public void Beside_a_damaged_assets_file_are_traced_all_the_same(string assets)
    {
        AppTrace trace = Trace(app => app with { AssetsFile = Assets(assets) });
        Assert.AreEqual("WOLFI4098", trace.Warnings.Single().Code);
        Assert.AreEqual(TraceState.Copied, trace.Files.Single(file => file.Path == "app/Some.Package.dll").State);
    }

    [TestMethod]
    [DataRow("""{"runtimeTarget":{"name":"t"},"targets":{"t":{"A/1":{"runtime":{"../../etc/passwd":{}}}}},"libraries":{"A/1":{"type":"package"}}}""", DisplayName = "a path that leads out")]
    [DataRow("""{"runtimeTarget":{"name":"t"},"targets":{"t":{"A":{}}},"libraries":{"A":{"type":"package"}}}""", DisplayName = "a library without a version")]
    [DataRow("""{"runtimeTarget":{"name":"t"},"targets":{}}""", DisplayName = "no target")]
    [DataRow("""{"runtimeTarget":{"name":"t"},"targets":{"t":{"A/1":{},"A/1":{}}},"libraries":{"A/1":{"type":"package"}}}""", DisplayName = "a library twice")]
    public void Beside_a_bad_dependencies_file_invent_no_dependencies(string json)
    {
        string file = _folder.Combine("app.deps.json");
        File.WriteAllText(file, json);
        AppTrace trace = Trace(app => app with { DependenciesFile = file });
        Assert.AreEqual("WOLFI4098", trace.Warnings.Single().Code);
        Assert.IsEmpty(trace.Graph.Libraries);
    }

    [TestMethod]
    public void Beside_a_dependencies_file_with_a_million_entries_end_soon()
    {
        JsonObject target = [];
        for (int i = 0; i < 1_000_000; i++)
        {
            target[$"L{i}/1"] = new JsonObject();
        }

        string file = _folder.Combine("app.deps.json");
        File.WriteAllText(file, new JsonObject { ["runtimeTarget"] = new JsonObject { ["name"] = "t" }, ["targets"] = new JsonObject { ["t"] = target }, ["libraries"] = new JsonObject() }.ToJsonString());
        Assert.AreEqual("WOLFI4098", Trace(app => app with { DependenciesFile = file }).Warnings.Single().Code);
    }

    [TestMethod]
    public void Are_remembered_by_what_the_archive_holds()
    {
        using TemporaryFolder data = new();
        DerivedStore store = new(_folder.Combine("cache"), DerivedKey.ReadOrMake(data.Combine("derived.key")));
        AppTrace first = Trace(store: store);
        AppTrace second = Trace(store: store);
        CollectionAssert.AreEqual(first.Files.Select(file => file.State).ToArray(), second.Files.Select(file => file.State).ToArray());
        Assert.AreEqual(first.Packages.Single().Facts, second.Packages.Single().Facts);
        File.WriteAllText(_files[0].FullPath, "b dependency");
        Assert.AreEqual("WOLFI4095", Trace(store: store).Warnings.Single().Code);
    }

    private PublishedFile Own(string name)
    {
        string path = Path.Combine(PublishFolder, name);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, "own " + name);
        }

        return new PublishedFile { RelativePath = name, FullPath = path, Source = FileSource.Project, Origin = path };
    }

    private string Assets(string json)
    {
        string file = _folder.Combine("project.assets.json");
        File.WriteAllText(file, json);
        return file;
    }

    private AppTrace Trace(Func<PublishedApp, PublishedApp>? change = null, DerivedStore? store = null)
    {
        PublishedApp app = new()
        {
            AssemblyName = "app",
            Version = "1.0.0",
            TargetFramework = "net10.0",
            RuntimeIdentifier = "linux-x64",
            SelfContained = false,
            PublishFolder = PublishFolder,
            Files = [.. _files.OrderBy(file => file.RelativePath, StringComparer.Ordinal)],
            PackageFolders = [_cache.Folder],
        };
        app = change?.Invoke(app) ?? app;
        AppPackagePlan plan = AppPackagePlanner.Plan(
            new AppPackageRequest { App = app, Architecture = "x86_64", WorkingDirectory = "/app", Needs = new NeedSet { Architecture = "x86_64", Needs = [] } },
            CancellationToken.None);
        return FileTracer.Trace(plan, new ContentHashes(), store ?? new DerivedStore(_folder.Combine("cache"), DerivedKey.MakeForThisProcess()), CancellationToken.None);
    }
}
