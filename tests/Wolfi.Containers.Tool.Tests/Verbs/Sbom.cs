using System.Text;
using System.Text.Json;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Spdx;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Sbom
{
    [TestMethod]
    public void Lists_components_and_their_sources()
    {
        using Scratch scratch = new();
        string layout = Write(scratch, image => image.Digest.ToString());
        Assert.AreEqual(
            "component  version  source        licence\nLib        2.0.0    upstream      MIT\nzlib       1.3-r0   distribution  Zlib\n",
            string.Concat(ToolRun.Of("sbom", layout).Expect(0).Output.Split('\n').Order(StringComparer.Ordinal).Where(line => line.Length > 0).OrderBy(line => !line.StartsWith("component", StringComparison.Ordinal)).Select(line => line + "\n")));
        JsonElement[] components = [.. ToolRun.Of("sbom", layout, "--source", "upstream", "--json").Expect(0).Json.GetProperty("components").EnumerateArray()];
        Assert.AreEqual("pkg:nuget/Lib@2.0.0", components.Single().GetProperty("purl").GetString());
    }

    [TestMethod]
    public void Prints_the_document_itself_or_the_part_of_one_source()
    {
        using Scratch scratch = new();
        string layout = Write(scratch, image => image.Digest.ToString());
        string spdx = ToolRun.Of("sbom", layout, "--format", "spdx").Expect(0).Output;
        CollectionAssert.Contains(
            Directory.GetFiles(Path.Combine(layout, "blobs", "sha256")).Select(Path.GetFileName).ToArray(), Oci.Digest.Of(Encoding.UTF8.GetBytes(spdx)).Hex);
        string own = ToolRun.Of("sbom", $"oci-archive:{scratch["app.tar"]}", "--format", "cyclonedx", "--source", "distribution").Expect(0).Output;
        StringAssert.Contains(own, "zlib");
        Assert.IsFalse(own.Contains("pkg:nuget", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "with the referrers API")]
    [DataRow(false, DisplayName = "without it, by the digest's tag")]
    public async Task Comes_straight_from_a_registry(bool lists)
    {
        using Scratch scratch = new();
        string layout = Write(scratch, image => image.Digest.ToString());
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Referrers = lists });
        string reference = $"{registry.Authority}/team/app:1";
        ToolRun.Of("push", layout, reference).Expect(0);
        registry.Forget();
        foreach (string[] options in (string[][])[["--json"], ["--format", "spdx"], ["--format", "cyclonedx"], ["--format", "spdx", "--source", "upstream"], ["--source", "distribution"]])
        {
            Assert.AreEqual(ToolRun.Of(["sbom", layout, .. options]).Expect(0).Output, ToolRun.Of(["sbom", reference, .. options]).Expect(0).Output);
        }

        string[] layers = [.. OciLayout.Open(layout).ReadImage("latest", null, CancellationToken.None).Layers.Select(layer => layer.Descriptor.Digest.ToString())];
        Assert.IsFalse(registry.Requests.Any(request => layers.Any(layer => request.Path.EndsWith(layer, StringComparison.Ordinal))), "no layer is fetched for it");
        ToolRun.Of("push", WriteAlone(scratch), $"{registry.Authority}/team/alone:1").Expect(0);
        Assert.AreEqual("WOLFI7040", ToolRun.Of("sbom", $"{registry.Authority}/team/alone:1", "--json").Expect(1).ErrorCode);
    }

    [TestMethod]
    public async Task Is_found_among_what_others_attached()
    {
        using Scratch scratch = new();
        string layout = Write(scratch, image => image.Digest.ToString());
        Image image = OciLayout.Open(layout).ReadImage("latest", null, CancellationToken.None);
        string expected = ToolRun.Of("sbom", layout, "--format", "spdx").Expect(0).Output;
        LayoutAttachments.Add(layout, [Attach(image, EvidenceTypes.Spdx, "{}"u8.ToArray()), Attach(image, EvidenceTypes.Spdx, new byte[(32 << 20) + 1])], CancellationToken.None);
        await using Registry registry = await Registry.StartAsync();
        string reference = $"{registry.Authority}/team/app:1";
        ToolRun.Of("push", layout, reference).Expect(0);
        Assert.AreEqual(expected, ToolRun.Of("sbom", reference, "--format", "spdx").Expect(0).Output, "what is no bill, and smaller, stands in nobody's way");

        LayoutAttachments.Add(WriteAlone(scratch), [Attach(image, EvidenceTypes.Spdx, new byte[(32 << 20) + 1])], CancellationToken.None);
        ToolRun.Of("push", scratch["alone"], $"{registry.Authority}/team/alone:1").Expect(0);
        ToolRun refused = ToolRun.Of("sbom", $"{registry.Authority}/team/alone:1").Expect(1);
        StringAssert.Contains(refused.Error, "WOLFI7041");
        StringAssert.Contains(refused.Error, $"nothing of more than {32 << 20} bytes is read");
    }

    [TestMethod]
    public async Task Of_an_index_is_its_own_and_of_a_platform_that_of_its_image()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync();
        Image image = new RecordedImageBuilder().Build();
        MultiPlatformImage index = IndexAssembler.Assemble(image, image.For(Oci.Documents.Platform.LinuxArm64));
        Artifact[] bills = [.. index.Images.Select(one => one.Descriptor).Prepend(index.Descriptor).Select(subject => Artifact.Attach(subject, new NewArtifact
        {
            Type = EvidenceTypes.Spdx,
            MediaType = EvidenceTypes.Spdx,
            Content = BlobSource.FromBytes(SpdxWriter.Write(BillOfMaterials.Create(
                new Component { Id = "it", Kind = ComponentKind.Image, Source = ComponentSource.Own, Name = "demo", Version = subject.Digest.ToString() },
                [],
                [],
                new BillCreation { Tool = "t", ToolVersion = "1", Created = 0, Identity = subject.Digest.ToString() }))),
        }))];
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedIndex(index, "demo", "1") { Attachments = [.. bills] }), CancellationToken.None);
        string reference = $"{registry.Authority}/demo:1";
        ToolRun.Of("push", scratch["layout"], reference).Expect(0);
        foreach (string place in new[] { scratch["layout"], reference })
        {
            Assert.AreEqual(index.Digest.ToString(), ToolRun.Of("sbom", place, "--json").Expect(0).Json.GetProperty("digest").GetString());
            StringAssert.Contains(ToolRun.Of("sbom", place, "--format", "spdx").Expect(0).Output, index.Digest.ToString());
            foreach (Image one in index.Images)
            {
                StringAssert.Contains(ToolRun.Of("sbom", place, "--format", "spdx", "--platform", one.Config.Value.Platform.ToString()).Expect(0).Output, one.Digest.ToString());
            }

            Assert.AreEqual("WOLFI5040", ToolRun.Of("sbom", place, "--platform", "linux/riscv64", "--json").Expect(1).ErrorCode);
        }
    }

    [TestMethod]
    [DataRow("none", 1, "WOLFI7040")]
    [DataRow("docker", 1, "WOLFI7040")]
    [DataRow("other", 1, "WOLFI7041")]
    [DataRow("format", 2, "WOLFI1901")]
    public void Says_when_there_is_none_or_it_is_about_another_image(string what, int exitCode, string code)
    {
        using Scratch scratch = new();
        string layout = Write(scratch, image => what == "other" ? "sha256:" + new string('1', 64) : image.Digest.ToString());
        string[] arguments = what switch
        {
            "none" => [WriteAlone(scratch)],
            "docker" => [$"docker-archive:{scratch["docker.tar"]}"],
            "format" => [layout, "--format", "syft"],
            _ => [layout],
        };
        Assert.AreEqual(code, ToolRun.Of(["sbom", "--json", .. arguments]).Expect(exitCode).ErrorCode);
    }

    private static string WriteAlone(Scratch scratch)
    {
        OciLayoutWriter.Write(scratch["alone"], LayoutContent.Of(new TaggedImage(new RecordedImageBuilder().Build(), "demo", "latest")), CancellationToken.None);
        return scratch["alone"];
    }

    private static string Write(Scratch scratch, Func<Image, string> about)
    {
        Image image = new RecordedImageBuilder().Build();
        Component subject = new() { Id = "image", Kind = ComponentKind.Image, Source = ComponentSource.Own, Name = "demo", Version = about(image) };
        Component[] components =
        [
            Component("pkg:apk/wolfi/zlib@1.3-r0", "zlib", "1.3-r0", ComponentSource.Distribution, "Zlib"),
            Component("pkg:nuget/Lib@2.0.0", "Lib", "2.0.0", ComponentSource.Upstream, "MIT"),
        ];
        BillOfMaterials bill = BillOfMaterials.Create(subject, components, [], new BillCreation { Tool = "t", ToolVersion = "1", Created = 0, Identity = "x" });
        TaggedImage tagged = new(image, "demo", "latest")
        {
            Attachments = [Attach(image, EvidenceTypes.Spdx, SpdxWriter.Write(bill)), Attach(image, EvidenceTypes.CycloneDx, CycloneDxWriter.Write(bill))],
        };
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(tagged), CancellationToken.None);
        ArchiveWriter.WriteOciArchive(scratch["app.tar"], [tagged], CancellationToken.None);
        ArchiveWriter.WriteDockerArchive(scratch["docker.tar"], [tagged], CancellationToken.None);
        return scratch["layout"];
    }

    private static Component Component(string purl, string name, string version, ComponentSource source, string licence) => new()
    {
        Id = purl,
        Kind = ComponentKind.Library,
        Source = source,
        Name = name,
        Version = version,
        Purl = purl,
        Licence = SupplyChain.Licences.LicenceExpression.Parse(licence),
    };

    private static Artifact Attach(Image image, string type, ReadOnlyMemory<byte> bytes) =>
        Artifact.Attach(image.Descriptor, new NewArtifact { Type = type, MediaType = type, Content = BlobSource.FromBytes(bytes) });
}
