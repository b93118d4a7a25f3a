using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Evidence;

/// <summary>Reads the dependencies in a deps.json, within bounds.</summary>
internal static class DependencyGraphReader
{
    private const string RuntimePackPrefix = "runtimepack.";
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly string[] s_assets = ["runtime", "native", "resources", "runtimeTargets"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is too large, or no such document; the message is the rest of a sentence about the file.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static DependencyGraph Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > TraceLimits.DependenciesBytes)
        {
            throw new FormatException($"it has {stream.Length} bytes; {TraceLimits.DependenciesBytes} are read");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, Options);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("it is not the JSON that it should be", e);
        }
    }

    private static DependencyGraph Read(JsonElement root)
    {
        string target = root.GetProperty("runtimeTarget").GetProperty("name").GetString() ?? "";
        JsonElement libraries = root.GetProperty("libraries");
        JsonElement entries = root.GetProperty("targets").GetProperty(target);
        if (entries.GetPropertyCount() > TraceLimits.Libraries)
        {
            throw new FormatException($"it names {entries.GetPropertyCount()} libraries; {TraceLimits.Libraries} are read");
        }

        List<DependencyLibrary> found = [];
        foreach (JsonProperty entry in entries.EnumerateObject())
        {
            if (entry.Name.Split('/') is not [{ Length: > 0 } id, { Length: > 0 } version])
            {
                throw new FormatException("it names a library without a version");
            }

            if (s_assets.Any(kind => entry.Value.TryGetProperty(kind, out JsonElement assets) && assets.EnumerateObject().Any(asset => !RelativePaths.IsPlain(asset.Name))))
            {
                throw new FormatException($"it names a file of {id} that is no path below a folder");
            }

            if (KindOf(libraries.GetProperty(entry.Name).GetProperty("type").GetString()) is { } kind)
            {
                ImmutableArray<string> dependencies = entry.Value.TryGetProperty("dependencies", out JsonElement needed)
                    ? [.. needed.EnumerateObject().Select(dependency => WithoutPrefix(dependency.Name)).Order(StringComparer.Ordinal)]
                    : [];
                found.Add(new DependencyLibrary(kind, WithoutPrefix(id), version, dependencies));
            }
        }

        return new DependencyGraph([.. found.OrderBy(library => library.Id, StringComparer.Ordinal).ThenBy(library => library.Version, StringComparer.Ordinal)]);
    }

    private static DependencyLibraryKind? KindOf(string? type) => type switch
    {
        "project" => DependencyLibraryKind.Project,
        "package" => DependencyLibraryKind.Package,
        "runtimepack" => DependencyLibraryKind.RuntimePack,
        _ => null,
    };

    private static string WithoutPrefix(string id) => id.StartsWith(RuntimePackPrefix, StringComparison.Ordinal) ? id[RuntimePackPrefix.Length..] : id;
}
