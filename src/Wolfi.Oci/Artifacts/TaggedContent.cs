using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Artifacts;

/// <summary>One piece of what is attached under a tag: a layer of its manifest.</summary>
/// <param name="Descriptor">The layer, with its annotations.</param>
/// <param name="Content">Its bytes.</param>
public sealed record TaggedContent(Descriptor Descriptor, BlobSource Content)
{
    /// <summary>Whether both are the same content with the same annotations.</summary>
    internal bool IsSameAs(TaggedContent other) => Descriptor.Digest == other.Descriptor.Digest
        && Descriptor.MediaType == other.Descriptor.MediaType
        && Descriptor.Annotations.SequenceEqual(other.Descriptor.Annotations);
}
