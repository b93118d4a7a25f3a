using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfi.Containers.Evidence;

/// <summary>What restores say of packages' contents: the hashes that a package's archive must have.</summary>
internal static class RestoredContent
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The content hashes in a project.assets.json, lower-case hexadecimal, by <c>ID/VERSION</c>.</summary>
    /// <exception cref="FormatException">It is too large, or no such document; the message is the rest of a sentence about the file.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static Dictionary<string, string> ReadAssets(string path)
    {
        Dictionary<string, string> hashes = new(StringComparer.OrdinalIgnoreCase);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > TraceLimits.AssetsBytes)
        {
            throw new FormatException($"it has {stream.Length} bytes; {TraceLimits.AssetsBytes} are read");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, Options);
            JsonElement libraries = document.RootElement.GetProperty("libraries");
            if (libraries.GetPropertyCount() > TraceLimits.Libraries)
            {
                throw new FormatException($"it names {libraries.GetPropertyCount()} libraries; {TraceLimits.Libraries} are read");
            }

            foreach (JsonProperty library in libraries.EnumerateObject())
            {
                if (library.Value.TryGetProperty("sha512", out JsonElement hash) && HexOf(hash.GetString()) is { } hex)
                {
                    hashes[library.Name] = hex;
                }
            }

            return hashes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("it is not the JSON that it should be", e);
        }
    }

    /// <summary>The content hash in the record beside a package (<c>.nupkg.metadata</c>); null where there is none that can be read.</summary>
    public static string? ReadRecord(string packageFolder)
    {
        try
        {
            FileInfo file = new(Path.Combine(packageFolder, ".nupkg.metadata"));
            return file.Exists && file.Length <= TraceLimits.RestoreRecordBytes
                ? HexOf((string?)JsonNode.Parse(File.ReadAllBytes(file.FullName))?["contentHash"])
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? HexOf(string? base64)
    {
        Span<byte> hash = stackalloc byte[64];
        return base64 is not null && Convert.TryFromBase64String(base64, hash, out int written) && written == hash.Length ? Convert.ToHexStringLower(hash) : null;
    }
}
