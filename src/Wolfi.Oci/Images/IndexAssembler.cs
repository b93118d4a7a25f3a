using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>Makes the index of images for several platforms: a pure function of the images, whose document is canonical, so that anybody can make it again and compare.</summary>
public static class IndexAssembler
{
    /// <summary>
    /// Assembles the index: an entry for each image with the platform of its config, variant included, in the order of operating system, architecture and variant.
    /// Its annotations are those that all the manifests have alike.
    /// </summary>
    /// <param name="images">The images; their order does not count.</param>
    /// <exception cref="ArgumentException">There are none, or two for one platform.</exception>
    public static MultiPlatformImage Assemble(params IEnumerable<Image> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ImmutableArray<Image> sorted =
        [
            .. images.OrderBy(image => image.Config.Value.Os, StringComparer.Ordinal)
                .ThenBy(image => image.Config.Value.Architecture, StringComparer.Ordinal)
                .ThenBy(image => image.Config.Value.Variant, StringComparer.Ordinal),
        ];
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("An index needs an image.", nameof(images));
        }

        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Config.Value.Platform.Matches(sorted[i - 1].Config.Value.Platform))
            {
                throw new ArgumentException($"There are two images for {sorted[i].Config.Value.Platform}.", nameof(images));
            }
        }

        Document<ImageIndex> index = new ImageIndex
        {
            Manifests = [.. sorted.Select(image => image.Descriptor)],
            Annotations = Shared(sorted),
        }.ToDocument();
        return new MultiPlatformImage(index, sorted);
    }

    private static ImmutableSortedDictionary<string, string> Shared(ImmutableArray<Image> images) => images[0].Manifest.Value.Annotations
        .Where(pair => images.All(image => image.Manifest.Value.Annotations.GetValueOrDefault(pair.Key) == pair.Value))
        .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
