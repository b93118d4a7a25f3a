using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Projects;

/// <summary>Reads what <c>dotnet msbuild -getProperty -getItem</c> prints: <c>{"Properties": {NAME: VALUE}, "Items": {KIND: [{"Identity": …, METADATA: VALUE}]}}</c>.</summary>
internal static class EvaluationReader
{
    private const string Identity = "Identity";
    private const string DefinedIn = "DefiningProjectFullPath";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads the document.</summary>
    /// <param name="text">What MSBuild printed.</param>
    /// <param name="projectFile">Absolute path of the project file.</param>
    /// <param name="globalProperties">Names of the properties that the evaluation was given.</param>
    /// <exception cref="WolfiException">It is not that document.</exception>
    public static RawPublishOptions Read(string text, string projectFile, ImmutableArray<string> globalProperties)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return new RawPublishOptions
            {
                ProjectFile = projectFile,
                Properties = Texts(document.RootElement.GetProperty("Properties")),
                Items = document.RootElement.GetProperty("Items").EnumerateObject().ToImmutableDictionary(
                    kind => kind.Name,
                    kind => kind.Value.EnumerateArray().Select(Item).ToImmutableArray(),
                    StringComparer.OrdinalIgnoreCase),
                GlobalProperties = globalProperties.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw ProjectErrors.NotEvaluated.Fail(e, projectFile, "MSBuild's answer is not the JSON document that it gives for -getProperty and -getItem");
        }
    }

    private static RawItem Item(JsonElement item)
    {
        ImmutableDictionary<string, string> metadata = Texts(item);
        return new RawItem(
            metadata.GetValueOrDefault(Identity) ?? throw new KeyNotFoundException(Identity),
            metadata.Remove(Identity),
            metadata.GetValueOrDefault(DefinedIn) is { Length: > 0 } file ? file : null);
    }

    private static ImmutableDictionary<string, string> Texts(JsonElement members) =>
        members.EnumerateObject().ToImmutableDictionary(member => member.Name, member => member.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase);
}
