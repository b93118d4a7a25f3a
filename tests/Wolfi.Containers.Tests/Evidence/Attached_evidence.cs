using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tests.Evidence;

[TestClass]
public sealed class Attached_evidence
{
    private static readonly ImmutableSortedDictionary<string, string> s_claims =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("GITHUB_ACTIONS", "true").Add("GITHUB_WORKFLOW_REF", "o/r/.github/workflows/w.yml@refs/heads/main");

    // GITHUB_ACTIONS=true on a laptop makes no hosted builder of it.
    [TestMethod]
    public async Task Provenance_names_a_builder_that_makes_no_claim_whatever_variables_say_K166()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request() with { Evidence = Settings(origin => origin with { UnverifiedVariables = s_claims }) });
        JsonElement predicate = AttachedDocuments.InLayout(world.Layout).Predicate(EvidenceTypes.ProvenancePredicate);
        Assert.AreEqual("https://wolfi-containers.github.io/builders/local-build", predicate.GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString());
        Assert.AreEqual(
            "true",
            predicate.GetProperty("buildDefinition").GetProperty("internalParameters").GetProperty("unverifiedEnvironment").GetProperty("GITHUB_ACTIONS").GetString());
    }

    [TestMethod]
    public async Task Bills_of_materials_are_attached_as_they_are_and_each_can_be_left_out()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        AttachedDocuments attached = AttachedDocuments.InLayout(world.Layout);
        foreach ((string type, string name) in new[] { (EvidenceTypes.Spdx, "image.spdx.json"), (EvidenceTypes.CycloneDx, "image.cdx.json") })
        {
            Artifact artifact = attached.Artifacts.Single(artifact => artifact.Type == type);
            Assert.AreEqual(type, artifact.Manifest.Value.Layers[0].MediaType);
            string text = File.ReadAllText(Path.Combine(world.Outputs, name));
            Assert.AreEqual(Oci.Digest.Of(Encoding.UTF8.GetBytes(text)), artifact.Content[0].Digest);
            foreach (string part in new[] { "pkg:apk/wolfi/glibc@1.0-r0", "pkg:nuget/Some.Package@3.0.0", attached.Image.Digest.Hex })
            {
                StringAssert.Contains(text, part, name);
            }
        }

        await SmallWorld.PublishAsync(world.Request() with { Evidence = new EvidenceSettings { Sboms = SbomFormats.CycloneDx } });
        CollectionAssert.DoesNotContain(AttachedDocuments.InLayout(world.Layout).Artifacts.Select(artifact => artifact.Type).ToArray(), EvidenceTypes.Spdx);
        Assert.IsFalse(File.Exists(Path.Combine(world.Outputs, "image.spdx.json")));
        Assert.IsTrue(File.Exists(Path.Combine(world.Outputs, "image.cdx.json")));
    }

    [TestMethod]
    public async Task Provenance_is_the_document_that_the_docs_describe()
    {
        using SmallWorld world = new();
        string archive = world.MakeNuGetPackage("Some.Package", "3.0.0");
        world.MakeRepository(SmallWorld.Packages().Select(package => package.Info.Name == "tzdata" ? (package.Info, [.. package.Contents, SbomOf(package.Info)]) : package));
        PublishRequest request = world.Request();
        request = request with
        {
            App = request.App with { SourceRevision = "00ff", PackageFolders = [world.NuGetFolder] },
            Repositories = [request.Repositories[0] with { CanonicalUrl = "https://packages.example/os" }],
            Packages = ["tzdata"],
            Evidence = Settings(origin => origin with { ProjectPath = "src/app.csproj", Configuration = "Release", RepositoryUrl = "https://example.org/team/app" }),
        };
        await SmallWorld.PublishAsync(request);
        string text = File.ReadAllText(Path.Combine(world.Outputs, "image.provenance.json"));
        StringAssert.Contains(text, Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(archive))));
        text = Regex.Replace(Regex.Replace(text, "[0-9a-f]{128}", "<sha512>"), "[0-9a-f]{64}", "<sha256>").Replace(ToolVersion, "\"<version>\"", StringComparison.Ordinal);
        Golden.Verify("Wolfi.Containers.Tests", "provenance", "json", text);
    }

    [TestMethod]
    public async Task Provenance_names_every_package_by_its_digest_and_the_way_back()
    {
        using SmallWorld world = new();
        world.MakeRepository(SmallWorld.Packages().Select(package => (package.Info with { Commit = "0123abcd" }, package.Contents)));
        PublishRequest request = world.Request();
        request = request with
        {
            App = request.App with { SourceRevision = "00ff" },
            Repositories = [request.Repositories[0] with { CanonicalUrl = "https://packages.example/os" }],
            Evidence = Settings(origin => origin with { RepositoryUrl = "https://example.org/team/app" }),
        };
        await SmallWorld.PublishAsync(request);
        JsonElement[] dependencies = [.. AttachedDocuments.InLayout(world.Layout).Predicate(EvidenceTypes.ProvenancePredicate)
            .GetProperty("buildDefinition").GetProperty("resolvedDependencies").EnumerateArray()];
        Assert.AreEqual("git+https://example.org/team/app@00ff", dependencies[0].GetProperty("uri").GetString());
        Assert.AreEqual("00ff", dependencies[0].GetProperty("digest").GetProperty("gitCommit").GetString());
        Assert.AreEqual("pkg:generic/dotnet-sdk@10.0.401", dependencies[1].GetProperty("uri").GetString());
        Assert.AreEqual(HashOf(world.LockFile), Sha256(dependencies[2]));
        Assert.AreEqual(HashOf(Path.Combine(world.Repository, "x86_64", "APKINDEX.tar.gz")), Sha256(dependencies[3]));
        JsonElement[] packages = [.. dependencies.Where(dependency => Uri(dependency).StartsWith("pkg:apk/", StringComparison.Ordinal))];
        Assert.HasCount(5, packages);
        foreach (JsonElement package in packages)
        {
            string name = Uri(package)["pkg:apk/wolfi/".Length..].Split('@')[0];
            Assert.AreEqual($"pkg:apk/wolfi/{name}@1.0-r0?arch=x86_64", Uri(package));
            Assert.AreEqual(HashOf(Path.Combine(world.Repository, "x86_64", name + "-1.0-r0.apk")), Sha256(package), name);
            Assert.AreEqual($"https://packages.example/os/x86_64/{name}-1.0-r0.apk", package.GetProperty("downloadLocation").GetString());
            Assert.AreEqual("0123abcd", package.GetProperty("annotations").GetProperty("recipeCommit").GetString());
        }
    }

    [TestMethod]
    public async Task Provenance_is_one_document_whatever_the_folder_and_holds_no_path_of_the_machine()
    {
        using SmallWorld first = new();
        using SmallWorld second = new();
        await SmallWorld.PublishAsync(first.Request());
        await SmallWorld.PublishAsync(second.Request());
        string[] files = [.. new[] { first, second }.Select(world => File.ReadAllText(Path.Combine(world.Outputs, "image.provenance.json")))];
        Assert.AreEqual(files[0], files[1]);
        Assert.IsFalse(files[0].Contains(first.Combine(), StringComparison.Ordinal) || files[0].Contains(Environment.MachineName, StringComparison.Ordinal) || files[0].Contains("startedOn", StringComparison.Ordinal));
        CollectionAssert.AreEqual(
            AttachedDocuments.InLayout(first.Layout).Artifacts.Select(artifact => artifact.Manifest.Digest).ToArray(),
            AttachedDocuments.InLayout(second.Layout).Artifacts.Select(artifact => artifact.Manifest.Digest).ToArray());
    }

    [TestMethod]
    public async Task Provenance_says_when_the_build_ran_only_when_it_is_asked_to()
    {
        using SmallWorld world = new();
        PublishResult before = await SmallWorld.PublishAsync(world.Request());
        PublishResult after = await SmallWorld.PublishAsync(world.Request() with { Evidence = new EvidenceSettings { ProvenanceTimes = true } });
        JsonElement metadata = AttachedDocuments.InLayout(world.Layout).Predicate(EvidenceTypes.ProvenancePredicate).GetProperty("runDetails").GetProperty("metadata");
        Assert.IsLessThanOrEqualTo(metadata.GetProperty("finishedOn").GetDateTimeOffset(), metadata.GetProperty("startedOn").GetDateTimeOffset());
        Assert.AreEqual(before.Digest, after.Digest);
    }

    [TestMethod]
    public async Task Package_heads_lead_from_the_teams_key_to_the_layers()
    {
        using SmallWorld world = new();
        string keyFile = world.Combine("team.pem");
        using SigningKey key = SigningKey.Generate("team.rsa.pub", 2048);
        File.WriteAllText(keyFile, key.ExportPem());
        await SmallWorld.PublishAsync(world.Request() with { PackageKey = new PackageKeySource(keyFile) });
        AttachedDocuments attached = AttachedDocuments.InLayout(world.Layout);
        PackageHeadsPredicate heads = PackageHeadsPredicate.Read(attached.Find(PackageHeadsPredicate.Type)!.Predicate, "heads");
        CollectionAssert.AreEqual(new[] { "app-nuget", "app" }, heads.Heads.Select(head => head.Name).ToArray());
        foreach (StatedPackageHead head in heads.Heads)
        {
            byte[] signature = FirstFile([.. head.Signature]);
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(key.PublicKey.Pem);
            Assert.IsTrue(rsa.VerifyData(head.Control.AsSpan(), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), head.Name);
            string[] info = Encoding.UTF8.GetString(FirstFile([.. head.Control])).Split('\n');
            CollectionAssert.Contains(info, "datahash = " + attached.Image.Layers[head.Layer].Descriptor.Digest.Hex);
            CollectionAssert.Contains(info, "pkgname = " + head.Name);
            CollectionAssert.Contains(info, "pkgver = " + head.Version);
            CollectionAssert.Contains(info, "arch = " + head.Architecture);
        }
    }

    [TestMethod]
    public async Task Package_heads_of_a_key_that_is_dropped_have_no_signature()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        PackageHeadsPredicate heads = PackageHeadsPredicate.Read(AttachedDocuments.InLayout(world.Layout).Find(PackageHeadsPredicate.Type)!.Predicate, "heads");
        Assert.IsTrue(heads.Heads.All(head => head.Signature.IsEmpty && head.Control.Length > 0));
    }

    [TestMethod]
    public async Task Test_results_are_stated_without_the_names_of_machine_and_user()
    {
        using SmallWorld world = new();
        string file = world.Combine("me_MACHINE_2026.trx");
        File.WriteAllText(file, Trx("Passed", "Failed"));
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(world.Request() with { Evidence = new EvidenceSettings { TestResultFiles = [file] } }, observer);
        JsonElement predicate = AttachedDocuments.InLayout(world.Layout).Predicate(EvidenceTypes.TestResultPredicate);
        Assert.AreEqual("FAILED", predicate.GetProperty("result").GetString());
        Assert.AreEqual("Tests.Test0", predicate.GetProperty("passedTests")[0].GetString());
        Assert.AreEqual("Tests.Test1", predicate.GetProperty("failedTests")[0].GetString());
        Assert.AreEqual(HashOf(file), Sha256(predicate.GetProperty("configuration")[0]));
        Assert.IsFalse(predicate.GetRawText().Contains("MACHINE", StringComparison.Ordinal));
        Assert.AreEqual("WOLFI7036", observer.Warnings.Single().Code);
    }

    [TestMethod]
    public async Task OpenVEX_is_about_the_image_and_lies_beside_the_layout_as_the_document_alone()
    {
        using SmallWorld world = new();
        string file = world.Combine("vex.json");
        File.WriteAllText(file, Vex("pkg:apk/wolfi/glibc@1.0-r0"));
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(world.Request() with { Evidence = new EvidenceSettings { VexFiles = [file, file] } }, observer);
        AttachedDocuments attached = AttachedDocuments.InLayout(world.Layout);
        JsonElement predicate = attached.Predicate(EvidenceTypes.VexPredicate);
        Assert.AreEqual(predicate.GetRawText(), File.ReadAllText(Path.Combine(world.Outputs, "image.openvex.json")));
        JsonElement product = predicate.GetProperty("statements").EnumerateArray().Single().GetProperty("products").EnumerateArray().Single();
        Assert.AreEqual($"pkg:oci/app@sha256%3A{attached.Image.Digest.Hex}", product.GetProperty("@id").GetString());
        Assert.IsEmpty(observer.Warnings);
        File.WriteAllText(file, Vex("https://example.org/thing"));
        await SmallWorld.PublishAsync(world.Request() with { Evidence = new EvidenceSettings { VexFiles = [file] } }, observer);
        Assert.AreEqual("WOLFI7035", observer.Warnings.Single().Code);
        Assert.IsFalse(File.Exists(Path.Combine(world.Outputs, "image.openvex.json")), "A document of the last build stayed.");
    }

    [TestMethod]
    [DataRow("trx", "WOLFI7030")]
    [DataRow("vex", "WOLFI7031")]
    [DataRow("contradiction", "WOLFI7032")]
    public async Task Files_that_are_none_are_refused_and_the_last_image_stays(string what, string code)
    {
        using SmallWorld world = new();
        PublishResult last = await SmallWorld.PublishAsync(world.Request());
        string file = world.Combine("file"), other = world.Combine("other");
        File.WriteAllText(file, what == "contradiction" ? Vex("pkg:oci/app") : "{");
        File.WriteAllText(other, Vex("pkg:apk/wolfi/glibc@1.0-r0").Replace("fixed", "under_investigation", StringComparison.Ordinal));
        EvidenceSettings settings = what == "trx" ? new EvidenceSettings { TestResultFiles = [file] } : new EvidenceSettings { VexFiles = [file, other] };
        WolfiException failure =
            await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(world.Request() with { Evidence = settings }));
        Assert.AreEqual(code, failure.Diagnostic.Code);
        Assert.IsFalse(failure.Message.Contains(world.Combine(), StringComparison.Ordinal), failure.Message);
        Assert.AreEqual(last.Digest, AttachedDocuments.InLayout(world.Layout).Image.Digest.ToString());
    }

    [TestMethod]
    public async Task An_archive_of_a_layout_keeps_it_and_the_images_digest_does_not_depend_on_it()
    {
        using SmallWorld world = new();
        string archive = world.Combine("app.tar");
        PublishResult with = await SmallWorld.PublishAsync(world.Request() with { ArchiveFile = archive, ArchiveFormat = ArchiveFormat.Oci });
        AttachedDocuments inArchive = AttachedDocuments.In(OciArchive.Open(archive, CancellationToken.None));
        CollectionAssert.AreEqual(
            AttachedDocuments.InLayout(world.Layout).Artifacts.Select(artifact => artifact.Manifest.Digest).ToArray(),
            inArchive.Artifacts.Select(artifact => artifact.Manifest.Digest).ToArray());
        Assert.IsNotNull(inArchive.Find(EvidenceTypes.ProvenancePredicate));
        PublishResult without = await SmallWorld.PublishAsync(world.Request() with { Evidence = EvidenceSettings.None });
        Assert.AreEqual(with.Digest, without.Digest);
        Assert.IsEmpty(AttachedDocuments.InLayout(world.Layout).Artifacts);
        Assert.IsFalse(File.Exists(Path.Combine(world.Outputs, "image.provenance.json")));
    }

    [TestMethod]
    [DataRow("file gone")]
    [DataRow("file changed")]
    [DataRow("blob gone")]
    [DataRow("blob changed")]
    [DataRow("entry gone")]
    public async Task Is_made_again_when_it_is_gone_or_changed(string what)
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        string file = Path.Combine(world.Outputs, "image.provenance.json"), index = Path.Combine(world.Layout, "index.json");
        string blob = Path.Combine(world.Layout, "blobs", "sha256", AttachedDocuments.InLayout(world.Layout).Artifacts[0].Content[0].Digest.Hex);
        string content = File.ReadAllText(file);
        switch (what)
        {
            case "file gone":
                File.Delete(file);
                break;
            case "file changed":
                File.WriteAllText(file, content.Replace("app", "App", StringComparison.Ordinal));
                break;
            case "blob gone":
                File.Delete(blob);
                break;
            case "blob changed":
                File.WriteAllText(blob, File.ReadAllText(blob).Replace("app", "App", StringComparison.Ordinal));
                break;
            default:
                using (JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(index)))
                {
                    File.WriteAllText(index, $$"""{"schemaVersion":2,"manifests":[{{document.RootElement.GetProperty("manifests")[0].GetRawText()}}]}""");
                }

                break;
        }

        Assert.IsFalse((await SmallWorld.PublishAsync(world.Request())).UpToDate);
        Assert.AreEqual(content, File.ReadAllText(file));
        Assert.IsNotNull(AttachedDocuments.InLayout(world.Layout).Find(EvidenceTypes.ProvenancePredicate));
        Assert.IsTrue((await SmallWorld.PublishAsync(world.Request())).UpToDate);
    }

    [TestMethod]
    public async Task Goes_by_the_layouts_name_where_the_user_named_it()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request() with { LayoutFolder = world.Combine("out", "my-app"), Beside = new OutputPlace(world.Combine("out"), "my-app.") });
        Assert.IsTrue(File.Exists(world.Combine("out", "my-app.provenance.json")));
    }

    // The first file of a gzip member's tar.
    private static byte[] FirstFile(byte[] member)
    {
        using MemoryStream tar = new();
        using (GZipStream unzip = new(new MemoryStream(member), CompressionMode.Decompress))
        {
            unzip.CopyTo(tar);
        }

        int size = Convert.ToInt32(Encoding.ASCII.GetString(tar.GetBuffer(), 124, 11), 8);
        return tar.GetBuffer()[512..(512 + size)];
    }

    private static string ToolVersion => $"\"{Containers.Evidence.BillOfMaterialsMaker.ToolVersion}\"";

    // What the distribution's own builder puts into packages: where they were made from.
    private static PackageContent SbomOf(PackageInfo info) => PackageContent.File($"var/lib/db/sbom/{info.Name}-{info.Version}.spdx.json", 0x1A4, Encoding.UTF8.GetBytes(
        $$"""
        {"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"x","documentNamespace":"https://example.org/x",
         "creationInfo":{"created":"2026-01-01T00:00:00Z","creators":["Tool: x"]},"documentDescribes":["SPDXRef-p"],
         "packages":[
          {"SPDXID":"SPDXRef-p","name":"{{info.Name}}","versionInfo":"{{info.Version}}","downloadLocation":"NOASSERTION","filesAnalyzed":false},
          {"SPDXID":"SPDXRef-s","name":"source","versionInfo":"2026a","downloadLocation":"https://example.org/source-2026a.tar.gz","filesAnalyzed":false}],
         "relationships":[{"spdxElementId":"SPDXRef-p","relationshipType":"GENERATED_FROM","relatedSpdxElement":"SPDXRef-s"}]}
        """));

    private static EvidenceSettings Settings(Func<BuildOrigin, BuildOrigin> change) => new() { Origin = change(BuildOrigin.Unknown) };

    private static string Vex(string product) =>
        $$"""{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.org/1","author":"team","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-1"},"products":[{"@id":"{{product}}"}],"status":"fixed"}]}""";

    private static string Trx(params string[] outcomes)
    {
        StringBuilder results = new();
        for (int i = 0; i < outcomes.Length; i++)
        {
            results.Append($"""<UnitTestResult testId="{i}" testName="Tests.Test{i}" outcome="{outcomes[i]}" computerName="MACHINE" />""");
        }

        return $"""<TestRun name="me@MACHINE" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results></TestRun>""";
    }

    private static string HashOf(string file) => Oci.Digest.Of(File.ReadAllBytes(file)).Hex;

    private static string? Sha256(JsonElement descriptor) => descriptor.GetProperty("digest").GetProperty("sha256").GetString();

    private static string Uri(JsonElement descriptor) => descriptor.TryGetProperty("uri", out JsonElement uri) ? uri.GetString()! : "";
}
