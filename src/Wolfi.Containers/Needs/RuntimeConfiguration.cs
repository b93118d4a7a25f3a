using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Needs;

/// <summary>What <c>NAME.runtimeconfig.json</c> says about frameworks and switches.</summary>
internal sealed record RuntimeConfiguration
{
    private const int MostCharacters = 1 << 20;
    private const int MostFrameworks = 16;

    /// <summary>The frameworks that the image must have (<c>framework</c>, <c>frameworks</c>).</summary>
    public ImmutableArray<FrameworkReference> Frameworks { get; init; } = [];

    /// <summary>The frameworks that the app brings itself (<c>includedFrameworks</c>).</summary>
    public ImmutableArray<FrameworkReference> Included { get; init; } = [];

    /// <summary>The switches (<c>configProperties</c>) as text.</summary>
    public ImmutableSortedDictionary<string, string> Switches { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The switch's value; null when the configuration is silent or says neither true nor false.</summary>
    public bool? Switch(string name) => Switches.TryGetValue(name, out string? value) && bool.TryParse(value, out bool on) ? on : null;

    /// <summary>Reads the text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="app">The app's name, for messages.</param>
    /// <exception cref="WolfiException">It is no such document.</exception>
    public static RuntimeConfiguration Parse(string text, string app)
    {
        if (text.Length > MostCharacters)
        {
            throw AppErrors.InvalidRuntimeConfiguration.Fail(app, "is larger than any sound one");
        }

        // The host takes the first of two equal names, this reader the last: neither may decide.
        JsonDocumentOptions options = new() { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.TrimStart('\uFEFF'), options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("runtimeOptions", out JsonElement runtime) && runtime.ValueKind == JsonValueKind.Object
                ? Read(runtime, app)
                : throw AppErrors.InvalidRuntimeConfiguration.Fail(app, "has no runtimeOptions");
        }
        catch (JsonException e)
        {
            throw AppErrors.InvalidRuntimeConfiguration.Fail(e, app, string.Create(CultureInfo.InvariantCulture, $"is not JSON (line {e.LineNumber + 1})"));
        }
    }

    private static RuntimeConfiguration Read(JsonElement runtime, string app)
    {
        ImmutableArray<FrameworkReference>.Builder frameworks = ImmutableArray.CreateBuilder<FrameworkReference>();
        if (runtime.TryGetProperty("framework", out JsonElement single))
        {
            frameworks.Add(ReadFramework(single, app));
        }

        frameworks.AddRange(ReadFrameworks(runtime, "frameworks", app));
        return new RuntimeConfiguration
        {
            Frameworks = frameworks.ToImmutable(),
            Included = [.. ReadFrameworks(runtime, "includedFrameworks", app)],
            Switches = runtime.TryGetProperty("configProperties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
                ? properties.EnumerateObject().ToImmutableSortedDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty,
        };
    }

    private static IEnumerable<FrameworkReference> ReadFrameworks(JsonElement runtime, string property, string app)
    {
        if (!runtime.TryGetProperty(property, out JsonElement list))
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostFrameworks
            ? list.EnumerateArray().Select(item => ReadFramework(item, app))
            : throw AppErrors.InvalidRuntimeConfiguration.Fail(app, $"has a {property} that is no list of frameworks");
    }

    private static FrameworkReference ReadFramework(JsonElement item, string app)
    {
        string? name = Text(item, "name");
        string? version = Text(item, "version");
        if (string.IsNullOrEmpty(name) || version is null)
        {
            throw AppErrors.InvalidRuntimeConfiguration.Fail(app, "names a framework without name or version");
        }

        int dot = version.IndexOf('.', StringComparison.Ordinal);
        return int.TryParse(dot < 0 ? version : version[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            ? new FrameworkReference(name, version, major)
            : throw AppErrors.InvalidRuntimeConfiguration.Fail(app, $"names {name} with the version '{version}'");
    }

    private static string? Text(JsonElement item, string property) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
