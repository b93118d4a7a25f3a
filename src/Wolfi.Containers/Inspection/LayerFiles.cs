using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Inspection;

/// <summary>Takes single files out of a layer.</summary>
internal static class LayerFiles
{
    /// <summary>The content of those files that the layer has, by path. The whole layer is read, and found to be the one that its digest names.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="limits">The paths, each with the most bytes that it may have.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Oci.OciException">The layer is damaged or missing, or a file is too large.</exception>
    public static Dictionary<string, byte[]> Read(ImageLayer layer, IReadOnlyDictionary<string, int> limits, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> found = new(StringComparer.Ordinal);
        using LayerReader reader = new(layer.Blob, layer.Descriptor.MediaType);
        while (reader.ReadNext(cancellationToken) is { } item)
        {
            if (item.Kind == LayerEntryKind.File && limits.TryGetValue(item.Path, out int limit))
            {
                found[item.Path] = reader.ReadContent(limit);
            }
        }

        return found;
    }
}
