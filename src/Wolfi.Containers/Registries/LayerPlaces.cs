using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Caching;

namespace Wolfi.Containers.Registries;

/// <summary>
/// Remembers in which repositories of each registry this user's images have their layers, so that the next image that shares them takes them from there
/// instead of sending them again. A wrong entry costs one request.
/// </summary>
/// <param name="store">Keeps it, one entry a registry.</param>
public sealed class LayerPlaces(DerivedStore store)
{
    private const string Kind = "layer-places";

    /// <summary>What is remembered of one registry.</summary>
    internal LayersOfRegistry Of(string registry)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(registry.ToLowerInvariant())));
        string[] lines = store.TryRead(Kind, name) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return new LayersOfRegistry(lines, changed => store.Write(Kind, name, Encoding.UTF8.GetBytes(string.Join('\n', changed))));
    }
}
