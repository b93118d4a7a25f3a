using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wolfi.Containers.Daemons;

/// <summary>Docker's contexts: names for addresses of daemons, in files of the user's Docker folder.</summary>
internal static class DockerContexts
{
    private const string Standard = "default";
    private const int MostBytes = 1024 * 1024;
    private const int MostDepth = 16;

    /// <summary>The context that Docker's client would use.</summary>
    /// <param name="sources">Where to look.</param>
    /// <returns>Its name; null for the standard one.</returns>
    public static string? Current(DaemonSources sources)
    {
        string? name = sources.DockerContext ?? (sources.DockerFolder is { } folder ? Text(Path.Combine(folder, "config.json"), "currentContext") : null);
        return name is null or "" or Standard ? null : name;
    }

    /// <summary>The address that a context names; null where it can't be read.</summary>
    public static string? AddressOf(DaemonSources sources, string context) => sources.DockerFolder is { } folder
        ? Text(Path.Combine(folder, "contexts", "meta", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context))), "meta.json"), "Endpoints", "docker", "Host")
        : null;

    // Of a damaged file the client itself complains; here it says nothing.
    private static string? Text(string file, params ReadOnlySpan<string> names)
    {
        try
        {
            FileInfo info = new(file);
            if (!info.Exists || info.Length > MostBytes)
            {
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = MostDepth });
            JsonElement part = document.RootElement;
            foreach (string name in names)
            {
                if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out part))
                {
                    return null;
                }
            }

            return part.ValueKind == JsonValueKind.String ? part.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
