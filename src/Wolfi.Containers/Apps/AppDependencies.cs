using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>What <c>*.deps.json</c> says about a publish folder: which file came from where.</summary>
internal sealed record AppDependencies
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The runtime identifier that the app was published for; empty for a portable one.</summary>
    public string RuntimeIdentifier { get; private init; } = "";

    /// <summary>The target framework, such as <c>net10.0</c>; empty when the file does not say.</summary>
    public string TargetFramework { get; private init; } = "";

    /// <summary>Where files came from, by their paths below the publish folder.</summary>
    public ImmutableDictionary<string, FileOrigin> Origins { get; private init; } = ImmutableDictionary<string, FileOrigin>.Empty;

    /// <summary>Reads a document.</summary>
    /// <param name="stream">A seekable stream at its start.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="WolfiException">It is too large, no such document, or names impossible paths.</exception>
    public static AppDependencies Read(Stream stream, string name)
    {
        if (stream.Length > AppLimits.DependenciesBytes)
        {
            throw AppErrors.InvalidDependencies.Fail(name, $"has {stream.Length} bytes; {AppLimits.DependenciesBytes} are accepted");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, Options);
            return Read(document.RootElement, name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw AppErrors.InvalidDependencies.Fail(e, name, "is not the JSON that it should be");
        }
    }

    private static AppDependencies Read(JsonElement root, string name)
    {
        string target = root.GetProperty("runtimeTarget").GetProperty("name").GetString() ?? "";
        JsonElement libraries = root.GetProperty("libraries");
        ImmutableDictionary<string, FileOrigin>.Builder origins = ImmutableDictionary.CreateBuilder<string, FileOrigin>(StringComparer.Ordinal);
        bool first = true;
        foreach (JsonProperty library in root.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            FileOrigin origin = OriginOf(library.Name, libraries.GetProperty(library.Name).GetProperty("type").GetString(), isApp: first);
            first = false;
            foreach (string path in Files(library.Value, name))
            {
                origins[path] = origin;
            }

            if (origins.Count > AppLimits.Files)
            {
                throw AppErrors.InvalidDependencies.Fail(name, $"names more than {AppLimits.Files} files");
            }
        }

        string[] parts = target.Split('/');
        return new AppDependencies
        {
            RuntimeIdentifier = parts.Length > 1 ? parts[1] : "",
            TargetFramework = parts[0].StartsWith(".NETCoreApp,Version=v", StringComparison.Ordinal) ? "net" + parts[0][".NETCoreApp,Version=v".Length..] : "",
            Origins = origins.ToImmutable(),
        };
    }

    private static FileOrigin OriginOf(string library, string? type, bool isApp)
    {
        string[] parts = library.Split('/');
        string version = parts.Length > 1 ? parts[1] : "";
        return type switch
        {
            "runtimepack" => new FileOrigin(FileSource.RuntimePack, parts[0].StartsWith("runtimepack.", StringComparison.Ordinal) ? parts[0]["runtimepack.".Length..] : parts[0], version),
            "package" => new FileOrigin(FileSource.NuGet, parts[0], version),
            "project" when !isApp => new FileOrigin(FileSource.ProjectReference, null, null),
            _ => new FileOrigin(FileSource.Project, null, null),
        };
    }

    // Assets lie beside the app under their file names; those for several systems keep their folders, and translations that of the culture.
    private static IEnumerable<string> Files(JsonElement library, string name)
    {
        foreach ((string kind, int kept) in new[] { ("runtime", 1), ("native", 1), ("resources", 2), ("runtimeTargets", int.MaxValue) })
        {
            if (!library.TryGetProperty(kind, out JsonElement assets))
            {
                continue;
            }

            foreach (JsonProperty asset in assets.EnumerateObject())
            {
                if (!RelativePaths.IsPlain(asset.Name))
                {
                    throw AppErrors.InvalidDependencies.Fail(name, $"names the file '{asset.Name}', which is no path below a folder");
                }

                yield return string.Join('/', asset.Name.Split('/').TakeLast(kept));
            }
        }
    }
}
