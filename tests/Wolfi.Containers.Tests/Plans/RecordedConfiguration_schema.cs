using System.Text.Json;
using System.Text.RegularExpressions;
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
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "image-configuration.schema.json"))).RootElement;

    [TestMethod]
    public async Task Describes_the_file_in_an_image()
    {
        using SmallWorld world = new();
        File.WriteAllText(world.Combine("app.conf"), "x");
        await SmallWorld.PublishAsync(world.Request() with
        {
            Packages = ["tzdata"],
            Needs = [new DeclaredNeed("ca-certificates", Omit: true)],
            Container = new ContainerSettings { Ports = ["8080/tcp"], Labels = [new("a", "b")], Environment = [new("A", "B")] },
            Declared = new DeclaredContent
            {
                Accounts = [new DeclaredAccount("worker", 1000, 1000, "/home/worker")],
                Files = [new DeclaredFile { SourceFile = world.Combine("app.conf"), Target = "/etc/app.conf" }],
            },
        });
        Assert.IsEmpty(Faults(Recorded(world), Schema, "$").ToArray(), string.Join("\n", Faults(Recorded(world), Schema, "$")));
    }

    [TestMethod]
    [DataRow("""{"extra":1}""", "$.extra")]
    [DataRow("""{"architecture":"../x"}""", "$.architecture")]
    [DataRow("""{"packages":[{"name":"a"}]}""", "$.packages[0].version")]
    [DataRow("""{"packages":[{"class":"mine"}]}""", "$.packages[0].class")]
    [DataRow("""{"world":"tzdata"}""", "$.world")]
    public void Refuses_other_documents(string json, string place) =>
        Assert.IsTrue(Faults(JsonDocument.Parse(json).RootElement, Schema, "$").Any(fault => fault.StartsWith(place, StringComparison.Ordinal)));

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

    // The part of JSON Schema that the document uses.
    private static IEnumerable<string> Faults(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            foreach (string fault in Faults(value, Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), place))
            {
                yield return fault;
            }

            yield break;
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !HasType(value, type.GetString()!))
        {
            yield return $"{place}: is no {type}";
            yield break;
        }

        if (schema.TryGetProperty("const", out JsonElement constant) && constant.GetString() != value.GetString())
        {
            yield return $"{place}: is not {constant}";
        }

        if (schema.TryGetProperty("enum", out JsonElement values) && !values.EnumerateArray().Any(allowed => allowed.GetString() == value.GetString()))
        {
            yield return $"{place}: is none of {values}";
        }

        if (schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
        {
            yield return $"{place}: does not match {pattern}";
        }

        IEnumerable<string> inner = value.ValueKind switch
        {
            JsonValueKind.Object => ObjectFaults(value, schema, place),
            JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(item => Faults(item.Item, schema.GetProperty("items"), $"{place}[{item.Index}]")),
            _ => [],
        };
        foreach (string fault in inner)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ObjectFaults(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            {
                yield return $"{place}.{name}: is missing";
            }
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            string inner = $"{place}.{property.Name}";
            JsonElement additional = schema.GetProperty("additionalProperties");
            if (schema.TryGetProperty("properties", out JsonElement known) && known.TryGetProperty(property.Name, out JsonElement child))
            {
                foreach (string fault in Faults(property.Value, child, inner))
                {
                    yield return fault;
                }
            }
            else if (additional.ValueKind == JsonValueKind.False)
            {
                yield return $"{inner}: is not in the schema";
            }
            else
            {
                foreach (string fault in Faults(property.Value, additional, inner))
                {
                    yield return fault;
                }
            }
        }
    }

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new AssertFailedException($"The schema has the type '{type}', which this test does not know."),
    };
}
