using System.Collections.Immutable;
using Wolfi.Containers.Evidence;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>The index of an image for several platforms with what belongs to it, before it is put in its place; what belongs to one platform's image is not here.</summary>
internal sealed record BuiltIndex
{
    /// <summary>The index, and the images that it names.</summary>
    public required MultiPlatformImage Image { get; init; }

    /// <summary>The documents about the whole.</summary>
    public required ImmutableArray<EvidenceDocument> Evidence { get; init; }

    /// <summary>The signatures of the index and of these documents.</summary>
    public required ImmutableArray<Artifact> Signatures { get; init; }

    /// <summary>The same in cosign 2's form, where the project wants it.</summary>
    public ImmutableArray<TaggedAttachments> ClassicSignatures { get; init; } = [];

    /// <summary>All that is attached to the index, in the order in which a layout lists it.</summary>
    /// <param name="repository">The image's repository.</param>
    public ImmutableArray<Artifact> Attachments(string repository) => [.. EvidenceAttacher.Attach(Image.Descriptor, repository, Evidence), .. Signatures];
}
