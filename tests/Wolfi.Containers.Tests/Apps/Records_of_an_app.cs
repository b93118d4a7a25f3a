using System.Text;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class Records_of_an_app
{
    private const string Manifest =
        """{"Version":1,"ManifestType":"Publish","Endpoints":[{"Route":"site.css","ResponseHeaders":[{"Name":"ETag","Value":"\"a+b=\""},{"Name":"Last-Modified","Value":"Sun, 22 Nov 2026 10:03:25 GMT"}]},{"Route":"x"}]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly Observer _observer = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void The_document_is_written_beside_what_ships_in_the_place_of_published_files()
    {
        Write("pub/shop.dll", Assemblies.WithSymbolPath("/_/shop/obj/shop.pdb"));
        Write("pub/shop.runtimeconfig.json", Encoding.UTF8.GetBytes("\uFEFF{}"));
        Write("pub/shop.staticwebassets.endpoints.json", Encoding.UTF8.GetBytes(Manifest));
        PublishedApp app = Record();
        CollectionAssert.AreEqual(PublishedAppJson.Write(app), File.ReadAllBytes(Document));
        Assert.AreEqual("{}", app.RuntimeConfiguration);
        PublishedFile manifest = app.Files.Single(file => file.Substituted);
        Assert.AreEqual("shop.staticwebassets.endpoints.json", manifest.RelativePath);
        Assert.AreEqual(
            Manifest.Replace("Sun, 22 Nov 2026 10:03:25 GMT", "Tue, 01 Jan 1980 00:00:00 GMT", StringComparison.Ordinal), File.ReadAllText(manifest.FullPath));
        Assert.AreEqual(Manifest, File.ReadAllText(_folder.Combine("pub", manifest.RelativePath)), "the published file stays as it is");
        using FileStream shipped = PublishedFileReader.OpenShipped(app, manifest);
        Assert.AreEqual(manifest.FullPath, shipped.Name);
        Assert.IsEmpty(_observer.Warnings);
    }

    [TestMethod]
    [DataRow("[")]
    [DataRow("null")]
    [DataRow("{\"Endpoints\":[],\"Endpoints\":[]}")]
    public void A_damaged_endpoint_manifest_is_refused(string text)
    {
        Write("pub/shop.staticwebassets.endpoints.json", Encoding.UTF8.GetBytes(text));
        Assert.AreEqual("WOLFI4043", Failure());
        Assert.IsFalse(File.Exists(Document));
    }

    [TestMethod]
    public void The_builds_runtimeconfig_counts_where_none_is_published()
    {
        Write("pub/shop", []);
        Write("bin/shop.runtimeconfig.json", "{ }"u8.ToArray());
        Assert.AreEqual("{ }", Record(_folder.Combine("bin/shop.runtimeconfig.json")).RuntimeConfiguration);
        Assert.IsNull(Record(_folder.Combine("bin/none.json")).RuntimeConfiguration);
    }

    [TestMethod]
    public void A_runtimeconfig_of_a_megabyte_is_refused()
    {
        Write("pub/shop.runtimeconfig.json", new byte[1024 * 1024 + 1]);
        Assert.AreEqual("WOLFI4022", Failure());
    }

    [TestMethod]
    public void Files_without_a_source_are_warned_of_once()
    {
        for (int i = 0; i < 25; i++)
        {
            Write($"pub/stray{i:00}", []);
        }

        Record();
        Diagnostic warning = _observer.Warnings.Single();
        Assert.AreEqual("WOLFI4025", warning.Code);
        StringAssert.Contains(warning.Message, "stray00");
        StringAssert.Contains(warning.Message, "and 5 more");
    }

    [TestMethod]
    public void Own_assemblies_that_name_a_local_folder_are_warned_of()
    {
        Write("pub/shop.dll", Assemblies.WithSymbolPath(_folder.Combine("obj", "shop.pdb")));
        Write("pub/lib.dll", Assemblies.WithSymbolPath(_folder.Combine("obj", "lib.pdb")));
        Write("pub/mapped.dll", Assemblies.WithSymbolPath("/_/mapped.pdb"));
        Write("pub/elsewhere.dll", Assemblies.WithSymbolPath("/home/nobody/of/this/machine/x.pdb"));
        Write("pub/package.dll", Assemblies.WithSymbolPath(_folder.Combine("obj", "package.pdb")));
        Write("pub/native.dll", [1, 2, 3]);
        Directory.CreateDirectory(_folder.Combine("obj"));
        Record();
        Diagnostic warning = _observer.Warnings.Single();
        Assert.AreEqual("WOLFI4045", warning.Code);
        StringAssert.EndsWith(warning.Message, "lib.dll, shop.dll.");
    }

    [TestMethod]
    public void An_unwritable_place_is_told()
    {
        Write("pub/shop.dll", []);
        Write("obj", []);
        Assert.AreEqual("WOLFI4044", Failure());
    }

    private string Document => _folder.Combine("obj", "wolfi", "published-app.json");

    private string Failure() => Assert.ThrowsExactly<WolfiException>(() => Record()).Diagnostic.Code;

    private PublishedApp Record(string? runtimeConfiguration = null)
    {
        _observer.Warnings.Clear();
        Directory.CreateDirectory(_folder.Combine("pub"));
        string[] named = ["shop.dll", "lib.dll", "mapped.dll", "elsewhere.dll", "native.dll", "shop", "shop.runtimeconfig.json"];
        BuildFacts facts = new()
        {
            ProjectFile = _folder.Combine("shop.csproj"),
            AssemblyName = "shop",
            TargetName = "shop",
            Version = "1.0.0",
            TargetFramework = "net10.0",
            PublishFolder = _folder.Combine("pub"),
            Published =
            [
                .. named.Select(name => new BuildItem { FullPath = _folder.Combine("obj", name), RelativePath = name }),
                new BuildItem { FullPath = "/nuget/package.dll", RelativePath = "package.dll", PackageId = "Package" },
            ],
        };
        return AppRecorder.Record(facts, runtimeConfiguration, Document, _observer, default);
    }

    private void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Combine(path))!);
        File.WriteAllBytes(_folder.Combine(path), content);
    }
}
