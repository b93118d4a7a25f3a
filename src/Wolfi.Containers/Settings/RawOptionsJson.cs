using System.Collections.Immutable;
using System.Text.Json;

namespace Wolfi.Containers.Settings;

/// <summary>Keeps the settings of a build for the next one, which may begin before it knows its own. Written and read by hand: a serializer takes longer to start than it all takes.</summary>
public static class RawOptionsJson
{
    private const int MaximumSize = 1024 * 1024;
    private const string FileName = "settings.json";
    private const string ProjectFile = "projectFile";
    private const string Properties = "properties";
    private const string Items = "items";
    private const string Include = "include";
    private const string Metadata = "metadata";
    private const string DefinedIn = "definedIn";
    private const string GlobalProperties = "globalProperties";

    /// <summary>Path of the document beside that about the published app.</summary>
    public static string FileBeside(string publishedAppFile) => Path.Combine(Path.GetDirectoryName(publishedAppFile)!, FileName);

    /// <summary>Writes the document, beside and into place; where that can't be done, the next build begins without.</summary>
    public static void TryWriteFile(string path, RawPublishOptions raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        string temporary = path + ".tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
            using (Utf8JsonWriter json = new(file))
            {
                Write(json, raw);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Reads the document; null where it is absent or is no such document.</summary>
    public static RawPublishOptions? TryReadFile(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists || file.Length > MaximumSize)
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, RawPublishOptions raw)
    {
        json.WriteStartObject();
        json.WriteString(ProjectFile, raw.ProjectFile);
        Write(json, Properties, raw.Properties);
        json.WriteStartObject(Items);
        foreach ((string kind, ImmutableArray<RawItem> items) in raw.Items)
        {
            json.WriteStartArray(kind);
            foreach (RawItem item in items)
            {
                json.WriteStartObject();
                json.WriteString(Include, item.Include);
                Write(json, Metadata, item.Metadata);
                if (item.DefinedIn is { } file)
                {
                    json.WriteString(DefinedIn, file);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray(GlobalProperties);
        foreach (string name in raw.GlobalProperties)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableDictionary<string, string> values)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static RawPublishOptions Read(JsonElement root)
    {
        ImmutableDictionary<string, ImmutableArray<RawItem>>.Builder items = ImmutableDictionary.CreateBuilder<string, ImmutableArray<RawItem>>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty kind in root.GetProperty(Items).EnumerateObject())
        {
            items[kind.Name] = [.. kind.Value.EnumerateArray().Select(ReadItem)];
        }

        return new RawPublishOptions
        {
            ProjectFile = TextOf(root.GetProperty(ProjectFile)),
            Properties = ReadValues(root.GetProperty(Properties)),
            Items = items.ToImmutable(),
            GlobalProperties = root.GetProperty(GlobalProperties).EnumerateArray().Select(TextOf).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    private static RawItem ReadItem(JsonElement item) => new(
        TextOf(item.GetProperty(Include)), ReadValues(item.GetProperty(Metadata)), item.TryGetProperty(DefinedIn, out JsonElement file) ? TextOf(file) : null);

    private static ImmutableDictionary<string, string> ReadValues(JsonElement values)
    {
        ImmutableDictionary<string, string>.Builder read = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty value in values.EnumerateObject())
        {
            read[value.Name] = TextOf(value.Value);
        }

        return read.ToImmutable();
    }

    private static string TextOf(JsonElement text) => text.GetString() ?? throw new InvalidOperationException("null stands where a text should.");
}
