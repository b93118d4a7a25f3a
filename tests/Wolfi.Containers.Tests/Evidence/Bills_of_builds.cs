using System.Globalization;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Tests.Evidence;

/// <summary>The bills of materials that builds attach, and the SBOMs inside of their images.</summary>
[TestClass]
public sealed class Bills_of_builds
{
    [TestMethod]
    public async Task Say_all_that_the_tables_of_NTIA_and_CISA_ask()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(Request(world));
        JsonNode spdx = Read(world, "image.spdx.json");
        JsonNode cycloneDx = Read(world, "image.cdx.json");
        Assert.IsEmpty(SbomChecks.Spdx(spdx), string.Join('\n', SbomChecks.Spdx(spdx)));
        Assert.IsEmpty(SbomChecks.CycloneDx(cycloneDx), string.Join('\n', SbomChecks.CycloneDx(cycloneDx)));
        string[] purls = [.. cycloneDx["components"]!.AsArray().Select(component => (string?)component!["purl"]).OfType<string>().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(
            new[]
            {
                "pkg:apk/wolfi-containers/app-nuget@1-r0?arch=x86_64", "pkg:apk/wolfi-containers/app@1.2.3-r0?arch=x86_64",
                "pkg:apk/wolfi/ca-certificates-bundle@1.0-r0?arch=x86_64", "pkg:apk/wolfi/dotnet-10-runtime@1.0-r0?arch=x86_64", "pkg:apk/wolfi/glibc@1.0-r0?arch=x86_64",
                "pkg:apk/wolfi/tzdata@1.0-r0?arch=x86_64", "pkg:apk/wolfi/wolfi-baselayout@1.0-r0?arch=x86_64", "pkg:nuget/Some.Package@3.0.0",
            },
            purls);
    }

    [TestMethod]
    public async Task Are_attached_as_scanners_look_for_them()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(Request(world));
        string[] types = [.. AttachedDocuments.InLayout(world.Layout).Artifacts.Select(artifact => artifact.Type)];
        CollectionAssert.IsSubsetOf(new[] { EvidenceTypes.Spdx, EvidenceTypes.CycloneDx }, types);
        await SmallWorld.PublishAsync(Request(world) with { Evidence = new EvidenceSettings { Sboms = SbomFormats.None } });
        CollectionAssert.DoesNotContain(AttachedDocuments.InLayout(world.Layout).Artifacts.Select(artifact => artifact.Type).ToArray(), EvidenceTypes.Spdx);
        Assert.IsFalse(File.Exists(Path.Combine(world.Outputs, "image.spdx.json")));
    }

    [TestMethod]
    public async Task Are_the_same_in_two_folders_and_cultures_and_other_ones_for_other_inputs()
    {
        using SmallWorld first = new();
        using SmallWorld second = new();
        await SmallWorld.PublishAsync(Request(first));
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NegativeSign = "minus";
            odd.DateTimeFormat.DateSeparator = "|";
            odd.DateTimeFormat.TimeSeparator = "!";
            CultureInfo.CurrentCulture = odd;
            await SmallWorld.PublishAsync(Request(second));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        foreach (string name in new[] { "image.spdx.json", "image.cdx.json" })
        {
            string text = File.ReadAllText(Path.Combine(first.Outputs, name));
            Assert.AreEqual(text, File.ReadAllText(Path.Combine(second.Outputs, name)));
            Assert.IsFalse(text.Contains(first.Combine(), StringComparison.Ordinal));
            Assert.IsFalse(text.Contains("secret", StringComparison.Ordinal));
        }

        string serial = (string)Read(first, "image.cdx.json")["serialNumber"]!;
        File.AppendAllText(Path.Combine(first.Publish, "app.dll"), "!");
        await SmallWorld.PublishAsync(Request(first));
        Assert.AreNotEqual(serial, (string)Read(first, "image.cdx.json")["serialNumber"]!);
    }

    [TestMethod]
    public async Task Say_when_a_file_has_no_known_source()
    {
        using SmallWorld world = new();
        File.WriteAllText(Path.Combine(world.Publish, "stray.so"), "nobody knows");
        PublishRequest request = Request(world);
        await SmallWorld.PublishAsync(request with
        {
            App = request.App with { Files = request.App.Files.Add(new PublishedFile { RelativePath = "stray.so", FullPath = Path.Combine(world.Publish, "stray.so"), Source = FileSource.Unknown }) },
        });
        JsonNode bill = Read(world, "image.cdx.json");
        Assert.AreEqual("incomplete", (string?)bill["compositions"]![0]!["aggregate"]);
        Assert.AreEqual("1", Property(bill["components"]!.AsArray().Single(component => (string?)component!["name"] == "app")!, "wolfi-containers:unknown-files"));
    }

    [TestMethod]
    public async Task Fold_in_what_packages_say_of_themselves()
    {
        using SmallWorld world = new();
        WithSbom(world, Sbom("glibc", "1.0-r0"));
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(Request(world), observer);
        Assert.IsEmpty(observer.Warnings.Where(warning => warning.Code == "WOLFI7005").ToArray());
        JsonNode spdx = Read(world, "image.spdx.json");
        JsonNode glibc = spdx["packages"]!.AsArray().Single(package => (string?)package!["name"] == "glibc")!;
        Assert.AreEqual("Organization: Chainguard, Inc", (string?)glibc["supplier"]);
        string source = (string)spdx["packages"]!.AsArray().Single(package => (string?)package!["name"] == "glibc.yaml")!["SPDXID"]!;
        Assert.IsTrue(spdx["relationships"]!.AsArray().Any(item => (string?)item!["relationshipType"] == "GENERATED_FROM" && (string?)item["relatedSpdxElement"] == source));
        Assert.IsEmpty(SbomChecks.Spdx(spdx));
        JsonNode ancestor = Read(world, "image.cdx.json")["components"]!.AsArray().Single(component => (string?)component!["name"] == "glibc")!["pedigree"]!["ancestors"]![0]!;
        Assert.AreEqual("pkg:github/wolfi-dev/os@4f2a#glibc.yaml", (string?)ancestor["purl"]);
    }

    [TestMethod]
    [DataRow("no JSON at all", DisplayName = "no JSON")]
    [DataRow("""{"spdxVersion":"SPDX-3.0"}""", DisplayName = "another version")]
    [DataRow("other-name", DisplayName = "another package by name")]
    [DataRow("other-version", DisplayName = "another package by version")]
    [DataRow("other-purl", DisplayName = "another package by package URL")]
    public async Task List_a_package_whose_SBOM_is_no_good_by_its_metadata(string sbom)
    {
        sbom = sbom switch
        {
            "other-name" => Sbom("openssl", "1.0-r0"),
            "other-version" => Sbom("glibc", "9.9-r9"),
            "other-purl" => Sbom("glibc", "1.0-r0").Replace("pkg:apk/wolfi/glibc@1.0-r0", "pkg:apk/wolfi/openssl@1.0-r0", StringComparison.Ordinal),
            _ => sbom,
        };
        using SmallWorld world = new();
        WithSbom(world, sbom);
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(Request(world), observer);
        StringAssert.Contains(observer.Warnings.Single(warning => warning.Code == "WOLFI7005").Message, "glibc-1.0-r0");
        JsonNode spdx = Read(world, "image.spdx.json");
        Assert.AreEqual("MIT", (string?)spdx["packages"]!.AsArray().Single(package => (string?)package!["name"] == "glibc")!["licenseDeclared"]);
        Assert.IsFalse(spdx["packages"]!.AsArray().Any(package => (string?)package!["name"] is "openssl" or "glibc.yaml"));
    }

    [TestMethod]
    public async Task Are_inside_of_each_of_the_apps_packages_too()
    {
        using SmallWorld world = new();
        PublishResult result = await SmallWorld.PublishAsync(Request(world));
        Image image = AttachedDocuments.InLayout(world.Layout).Image;
        JsonNode nuget = Inside(image, "var/lib/db/sbom/app-nuget-1-r0.spdx.json");
        JsonNode own = Inside(image, "var/lib/db/sbom/app-1.2.3-r0.spdx.json");
        foreach (JsonNode document in new[] { nuget, own })
        {
            Assert.AreEqual("1980-01-01T00:00:00Z", (string?)document["creationInfo"]!["created"]);
            string[] faults = [.. SbomChecks.Spdx(document).Where(fault => !fault.Contains("SPDXRef-AppPackage-", StringComparison.Ordinal))];
            Assert.IsEmpty(faults, string.Join('\n', faults));
        }

        Assert.IsFalse(nuget.ToJsonString().Contains("1.2.3", StringComparison.Ordinal));
        CollectionAssert.AreEqual(new[] { "/app/Some.Package.dll" }, Files(nuget));
        CollectionAssert.AreEqual(new[] { "/app/app.dll", "/app/appsettings.json" }, Files(own));
        StringAssert.Contains((string?)nuget["files"]![0]!["comment"], "wolfi-containers:trace=copied");

        // Another version of the app moves no lower layer.
        PublishRequest request = Request(world);
        await SmallWorld.PublishAsync(request with { App = request.App with { Version = "2.0.0", SourceRevision = "0123" }, Created = 1_800_000_000 });
        Image next = AttachedDocuments.InLayout(world.Layout).Image;
        Assert.AreNotEqual(result.Digest, next.Digest.ToString());
        Assert.AreEqual(nuget.ToJsonString(), Inside(next, "var/lib/db/sbom/app-nuget-1-r0.spdx.json").ToJsonString());
        CollectionAssert.IsSubsetOf(image.Layers.SkipLast(2).Select(layer => layer.Descriptor.Digest).ToArray(), next.Layers.Select(layer => layer.Descriptor.Digest).ToArray());
    }

    private static string[] Files(JsonNode document) => [.. document["files"]!.AsArray().Select(file => (string)file!["fileName"]!)];

    private static JsonNode Inside(Image image, string path)
    {
        foreach (ImageLayer layer in image.Layers)
        {
            using LayerReader reader = new(layer.Blob, layer.Descriptor.MediaType);
            while (reader.ReadNext(CancellationToken.None) is { } item)
            {
                if (item.Path == path)
                {
                    return JsonNode.Parse(reader.ReadContent(1 << 20))!;
                }
            }
        }

        throw new AssertFailedException(path);
    }

    private static string? Property(JsonNode component, string name) =>
        (string?)component["properties"]!.AsArray().Single(property => (string?)property!["name"] == name)!["value"];

    private static JsonNode Read(SmallWorld world, string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(world.Outputs, name)))!;

    /// <summary>The small app, whose one dependency lies in a cache of NuGet packages.</summary>
    private static PublishRequest Request(SmallWorld world)
    {
        NuGetCache cache = new(world.Combine("packages"));
        if (!Directory.Exists(cache.Folder))
        {
            cache.Add("Some.Package", "3.0.0", ("lib/net10.0/Some.Package.dll", "a dependency"));
        }

        PublishRequest request = world.Request();
        return request with
        {
            App = request.App with
            {
                PackageFolders = [cache.Folder],
                Files = [cache.Publish(world.Publish, "Some.Package", "3.0.0", "lib/net10.0/Some.Package.dll"), .. request.App.Files.Where(file => file.Source == FileSource.Project)],
            },
        };
    }

    private static void WithSbom(SmallWorld world, string sbom) => world.MakeRepository(SmallWorld.Packages().Select(package => package.Info.Name != "glibc"
        ? package
        : (package.Info, [.. package.Contents, PackageContent.File("var/lib/db/sbom/glibc-1.0-r0.spdx.json", 0x1A4, System.Text.Encoding.UTF8.GetBytes(sbom))])));

    private static string Sbom(string name, string version) => $$"""
        {
          "SPDXID": "SPDXRef-DOCUMENT", "spdxVersion": "SPDX-2.3", "name": "apk", "dataLicense": "CC0-1.0", "documentNamespace": "https://example.test/",
          "creationInfo": {"created": "2020-01-01T00:00:00Z", "creators": ["Tool: melange"]},
          "documentDescribes": ["SPDXRef-Package"],
          "packages": [
            {"SPDXID": "SPDXRef-Package", "name": "{{name}}", "versionInfo": "{{version}}", "filesAnalyzed": false, "licenseDeclared": "GPL-2.0-only", "supplier": "Organization: Chainguard, Inc",
             "copyrightText": "\n", "externalRefs": [{"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:apk/wolfi/{{name}}@{{version}}?arch=x86_64"}]},
            {"SPDXID": "SPDXRef-Recipe", "name": "{{name}}.yaml", "versionInfo": "4f2a", "filesAnalyzed": false, "licenseDeclared": "Apache-2.0",
             "externalRefs": [{"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:github/wolfi-dev/os@4f2a#{{name}}.yaml"}]}
          ],
          "relationships": [{"spdxElementId": "SPDXRef-Package", "relationshipType": "DESCRIBED_BY", "relatedSpdxElement": "SPDXRef-Recipe"}]
        }
        """;
}
