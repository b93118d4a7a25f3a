using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>
/// The web SDK's list of static web assets' endpoints. It holds the files' times on this machine as <c>Last-Modified</c>, which would
/// give every checkout its own image: those that ship say what the files in the image say, 1980-01-01.
/// </summary>
internal static class EndpointManifest
{
    private const string LastModified = "Tue, 01 Jan 1980 00:00:00 GMT";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The manifest with constant times; the rest as it was, in its order.</summary>
    /// <exception cref="WolfiException">It is no such manifest.</exception>
    public static byte[] WithConstantTimes(ReadOnlySpan<byte> manifest, string name)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(manifest, nodeOptions: null, ReaderOptions);
        }
        catch (JsonException e)
        {
            throw CaptureErrors.InvalidEndpointManifest.Fail(e, name, $"line {e.LineNumber + 1} is not the JSON that it should be");
        }

        foreach (JsonObject header in Headers(root))
        {
            if (Text(header["Name"]) == "Last-Modified" && header.ContainsKey("Value"))
            {
                header["Value"] = LastModified;
            }
        }

        using MemoryStream output = new();
        using (Utf8JsonWriter writer = new(output, WriterOptions))
        {
            (root ?? throw CaptureErrors.InvalidEndpointManifest.Fail(name, "it holds null")).WriteTo(writer);
        }

        return output.ToArray();
    }

    private static IEnumerable<JsonObject> Headers(JsonNode? root) =>
        Objects((root as JsonObject)?["Endpoints"]).SelectMany(endpoint => Objects(endpoint["ResponseHeaders"]));

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
