using System.Text.Json;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tests.Plans;

/// <summary>Holds <c>docs/image-configuration.schema.json</c> and the file in real images to each other.</summary>
[TestClass]
public sealed class RecordedConfiguration_schema
{
    private static readonly JsonSchema Schema = JsonSchema.Load("image-configuration.schema.json");

    [TestMethod]
    public async Task Describes_the_file_in_an_image()
    {
        using SmallWorld world = new();
        File.WriteAllText(world.Combine("app.conf"), "x");
        await SmallWorld.PublishAsync(world.Request() with
        {
            Repositories = [world.Request().Repositories[0] with { PackagePatterns = ["*"] }],
            Packages = ["tzdata"],
            Needs = [new DeclaredNeed("ca-certificates", Omit: true)],
            Container = new ContainerSettings { Ports = ["8080/tcp"], Labels = [new("a", "b")], Environment = [new("A", "B")] },
            Declared = new DeclaredContent
            {
                Accounts = [new DeclaredAccount("worker", 1000, 1000, "/home/worker")],
                Files = [new DeclaredFile { SourceFile = world.Combine("app.conf"), Target = "/etc/app.conf" }],
            },
        });
        string[] faults = [.. Schema.FaultsOf(Recorded(world))];
        Assert.IsEmpty(faults, string.Join("\n", faults));
    }

    [TestMethod]
    [DataRow("""{"extra":1}""", "$.extra")]
    [DataRow("""{"architecture":"../x"}""", "$.architecture")]
    [DataRow("""{"packages":[{"name":"a"}]}""", "$.packages[0].version")]
    [DataRow("""{"packages":[{"class":"mine"}]}""", "$.packages[0].class")]
    [DataRow("""{"world":"tzdata"}""", "$.world")]
    public void Refuses_other_documents(string json, string place) =>
        Assert.IsTrue(Schema.FaultsOf(JsonDocument.Parse(json).RootElement).Any(fault => fault.StartsWith(place, StringComparison.Ordinal)));

    private static JsonElement Recorded(SmallWorld world)
    {
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        using LayerReader reader = new(image.Layers[^1].Blob, image.Layers[^1].Descriptor.MediaType);
        while (reader.ReadNext(CancellationToken.None) is { } item)
        {
            if (item.Path == RecordedConfiguration.Path)
            {
                return JsonDocument.Parse(reader.ReadContent(1 << 20)).RootElement.Clone();
            }
        }

        throw new AssertFailedException("The state layer has no recorded configuration.");
    }
}
