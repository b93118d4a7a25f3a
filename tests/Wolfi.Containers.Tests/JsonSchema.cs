using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wolfi.Containers.Tests;

/// <summary>A schema of <c>docs</c>: the part of JSON Schema that they use.</summary>
internal sealed class JsonSchema
{
    private readonly JsonElement _root;

    private JsonSchema(JsonElement root) => _root = root;

    public static JsonSchema Load(string fileName) =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", fileName))).RootElement);

    /// <summary>What is wrong with a document, each with its place.</summary>
    public IEnumerable<string> FaultsOf(JsonElement document) => Faults(document, _root, "$");

    private IEnumerable<string> Faults(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            foreach (string fault in Faults(value, _root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), place))
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

        if (schema.TryGetProperty("const", out JsonElement constant) && constant.GetRawText() != value.GetRawText())
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

    private IEnumerable<string> ObjectFaults(JsonElement value, JsonElement schema, string place)
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
