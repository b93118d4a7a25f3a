using System.Collections.Immutable;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>What an image for several platforms consists of.</summary>
/// <param name="Image">The index and its images.</param>
/// <param name="Notes">What the index says that is not so, one sentence each.</param>
public sealed record InspectedIndex(MultiPlatformImage Image, ImmutableArray<string> Notes)
{
    /// <summary>Bytes of all blobs, those that images share once.</summary>
    public long Size => Image.Size;

    /// <summary>Bytes of the blobs that more than one image has.</summary>
    public long SharedBytes => Image.Images.SelectMany(image => image.Blobs).GroupBy(blob => blob.Digest).Where(group => group.Skip(1).Any()).Sum(group => group.First().Size);
}
