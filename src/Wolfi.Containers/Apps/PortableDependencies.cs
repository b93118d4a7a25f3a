using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Apps;

/// <summary>
/// The <c>*.deps.json</c> of a portable app, as it ships: without the assets for systems that no image is for. Those for the other processors stay named, though
/// each image holds its own only: the runtime looks for none but its platform's, and so the file is one for all platforms.
/// </summary>
internal static class PortableDependencies
{
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The document without those assets; null where it names none.</summary>
    /// <param name="document">The document.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="WolfiException">It is no such document.</exception>
    public static byte[]? WithoutForeignAssets(ReadOnlySpan<byte> document, string name)
    {
        if (document.IndexOf("\"runtimeTargets\""u8) < 0)
        {
            return null;
        }

        JsonNode? root;
        try
        {
            root = JsonNode.Parse(document, nodeOptions: null, ReaderOptions);
        }
        catch (JsonException e)
        {
            throw AppErrors.InvalidDependencies.Fail(e, name, "is not the JSON that it should be");
        }

        bool removed = false;
        foreach (JsonObject library in Objects((root as JsonObject)?["targets"]).SelectMany(Objects))
        {
            if (library["runtimeTargets"] is not JsonObject assets)
            {
                continue;
            }

            foreach (string asset in assets.Where(asset => IsForeign(asset.Value)).Select(asset => asset.Key).ToArray())
            {
                removed |= assets.Remove(asset);
            }

            if (assets.Count == 0)
            {
                library.Remove("runtimeTargets");
            }
        }

        return removed ? Write(root!) : null;
    }

    private static bool IsForeign(JsonNode? asset) =>
        asset is JsonObject && asset["rid"] is JsonValue value && value.TryGetValue(out string? rid) && rid.Length > 0
        && !NeedRules.RuntimeIdentifiers.Values.Any(platform => RuntimeAssets.IsFor($"runtimes/{rid}/asset", platform));

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonObject container ? container.Select(member => member.Value).OfType<JsonObject>() : [];

    private static byte[] Write(JsonNode root)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter writer = new(output, WriterOptions))
        {
            root.WriteTo(writer);
        }

        return output.ToArray();
    }
}
