using System.Text;
using System.Text.Json;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class Documents_about_an_app
{
    private static PublishedApp Sample { get; } = new()
    {
        AssemblyName = "shop",
        Version = "1.2.3-beta.4",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "linux-x64",
        SelfContained = true,
        Trimmed = true,
        InvariantGlobalization = false,
        FrameworkReferences = ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"],
        PublishFolder = "/p",
        Files =
        [
            new() { RelativePath = "a/ü.json", FullPath = "/p/a/ü.json", Source = FileSource.Project },
            new() { RelativePath = "libx.so", FullPath = "/p/libx.so", Source = FileSource.NuGet, PackageId = "X", PackageVersion = "1.0.0" },
            new() { RelativePath = "m.json", FullPath = "/o/m.json", Source = FileSource.Project, Substituted = true },
        ],
        Inputs = [new() { RelativePath = "shop.dll", FullPath = "/o/shop.dll", Source = FileSource.Project }],
        DependenciesFile = "/b/shop.deps.json",
        RuntimeConfiguration = "{\n  \"a\": \"ü\"\n}",
        SourceRevision = "0123",
    };

    [TestMethod]
    public void What_is_written_is_read_again()
    {
        byte[] bytes = PublishedAppJson.Write(Sample);
        PublishedApp read = PublishedAppJson.Read(new MemoryStream(bytes), "x");
        CollectionAssert.AreEqual(bytes, PublishedAppJson.Write(read));
        CollectionAssert.AreEqual(Sample.Files, read.Files);
        CollectionAssert.AreEqual(Sample.Inputs, read.Inputs);
        Assert.AreEqual(Sample.RuntimeConfiguration, read.RuntimeConfiguration);
    }

    [TestMethod]
    public void The_form_is_held() => Golden.Verify("Wolfi.Containers.Tests", "published-app", "json", Encoding.UTF8.GetString(PublishedAppJson.Write(Sample)));

    [TestMethod]
    [DataRow("", "line 1")]
    [DataRow("null", "null")]
    [DataRow("[]", "line 1")]
    [DataRow("{\"version\":1}", "JSON")]
    [DataRow("{\"version\":2,\"app\":APP}", "form is 2")]
    [DataRow("{\"version\":1,\"version\":1,\"app\":APP}", "JSON", DisplayName = "149: duplicate key")]
    [DataRow("{\"version\":1e400,\"app\":APP}", "JSON", DisplayName = "149: huge number")]
    [DataRow("{\"version\":1,\"app\":APP,\"more\":1}", "JSON")]
    [DataRow("{\"version\":1,\"app\":APP}x", "JSON")]
    [DataRow("{\"version\":1,\"app\":null}", "JSON")]
    public void What_is_no_such_document_is_refused(string text, string part)
    {
        using JsonDocument document = JsonDocument.Parse(PublishedAppJson.Write(Sample));
        string app = document.RootElement.GetProperty("app").GetRawText();
        StringAssert.Contains(Failure(Encoding.UTF8.GetBytes(text.Replace("APP", app, StringComparison.Ordinal))), part);
    }

    [TestMethod]
    public void Case_149_deep_nesting_is_refused_without_harm()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"app\":", 10_000));
        StringAssert.Contains(Failure(Encoding.UTF8.GetBytes(deep)), "JSON");
    }

    [TestMethod]
    [DataRow("a/ü.json", "../../etc/shadow")]
    [DataRow("a/ü.json", "/etc/shadow")]
    [DataRow("a/ü.json", "C:x")]
    [DataRow("a/ü.json", "a//b")]
    [DataRow("a/ü.json", "")]
    [DataRow("/p/libx.so", "libx.so")]
    [DataRow("\"/p\"", "\"p\"")]
    public void Case_82_paths_that_lead_elsewhere_are_refused(string old, string replacement)
    {
        PublishedApp app = Sample with
        {
            PublishFolder = old == "\"/p\"" ? replacement.Trim('"') : Sample.PublishFolder,
            Files = [.. Sample.Files.Select(file => file with
            {
                RelativePath = file.RelativePath == old ? replacement : file.RelativePath,
                FullPath = file.FullPath == old ? replacement : file.FullPath,
            })],
        };
        StringAssert.Contains(Failure(PublishedAppJson.Write(app)), "path");
    }

    [TestMethod]
    public void Every_cut_of_a_document_is_refused()
    {
        byte[] bytes = PublishedAppJson.Write(Sample);
        for (int length = 0; length < bytes.Length - 2; length += 7)
        {
            Failure(bytes[..length]);
        }
    }

    [TestMethod]
    public void A_document_that_is_not_there_is_told_by_name() =>
        Assert.AreEqual("WOLFI4040", Assert.ThrowsExactly<WolfiException>(() => PublishedAppJson.ReadFile("/no/such/file.json")).Diagnostic.Code);

    private static string Failure(byte[] bytes)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => PublishedAppJson.Read(new MemoryStream(bytes), "app.json"));
        Assert.AreEqual("WOLFI4040", e.Diagnostic.Code);
        StringAssert.StartsWith(e.Diagnostic.Message, "app.json");
        return e.Diagnostic.Message;
    }
}
