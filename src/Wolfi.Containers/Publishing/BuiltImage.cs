using System.Collections.Immutable;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Evidence;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>One image with all that belongs to it, before it is put in its place; layers and packages lie in the build's scratch folder.</summary>
internal sealed record BuiltImage
{
    /// <summary>The image.</summary>
    public required Image Image { get; init; }

    /// <summary>What its bill of materials was made from; its plan among them.</summary>
    public required BillInput Bill { get; init; }

    /// <summary>The documents about it.</summary>
    public required ImmutableArray<EvidenceDocument> Evidence { get; init; }

    /// <summary>The signatures of the image and of the documents.</summary>
    public required ImmutableArray<Artifact> Signatures { get; init; }

    /// <summary>The same in cosign 2's form, where the project wants it.</summary>
    public ImmutableArray<TaggedAttachments> ClassicSignatures { get; init; } = [];

    /// <summary>The app's packages.</summary>
    public required ImmutableArray<WrittenAppPackage> Packages { get; init; }

    /// <summary>All that is attached to the image, in the order in which a layout lists it.</summary>
    /// <param name="repository">The image's repository.</param>
    public ImmutableArray<Artifact> Attachments(string repository) => [.. EvidenceAttacher.Attach(Image.Descriptor, repository, Evidence), .. Signatures];
}
