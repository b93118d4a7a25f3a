using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;

namespace Wolfi.Containers.Registries;

/// <summary>In which repositories of one registry layers were seen: lines <c>DIGEST REPOSITORY</c>, the latest first.</summary>
internal sealed class LayersOfRegistry
{
    // About 60 images with nothing in common; what is older is forgotten.
    private const int MostLines = 2000;

    // Of those that have a layer the latest are asked.
    private const int MostPlaces = 2;

    private readonly string[] _lines;
    private readonly ILookup<string, string> _places;
    private readonly Action<IReadOnlyList<string>> _write;

    /// <param name="lines">What was kept.</param>
    /// <param name="write">Keeps what it is now.</param>
    public LayersOfRegistry(string[] lines, Action<IReadOnlyList<string>> write)
    {
        _lines = lines;
        _places = lines.Select(line => line.Split(' ')).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        _write = write;
    }

    /// <summary>The repositories that had a layer, the latest first.</summary>
    public ImmutableArray<string> Find(Digest digest) => [.. _places[digest.ToString()].Take(MostPlaces)];

    /// <summary>Remembers where an image's layers are now.</summary>
    public void Remember(string repository, IEnumerable<BlobSource> blobs)
    {
        string[] latest = [.. blobs.Select(blob => $"{blob.Digest} {repository}")];
        if (latest.Except(_lines, StringComparer.Ordinal).Any())
        {
            _write([.. latest.Union(_lines, StringComparer.Ordinal).Take(MostLines)]);
        }
    }
}
