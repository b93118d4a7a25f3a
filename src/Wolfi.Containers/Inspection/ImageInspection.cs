using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Inspection;

/// <summary>What an image says of itself. That its layers are the recorded packages is checked; who signed these is not.</summary>
public sealed record ImageInspection
{
    /// <summary>Digest of the manifest. A docker-archive holds none: there it is that of one written anew.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Bytes of layers, config and manifest, each digest once.</summary>
    public required long Size { get; init; }

    /// <summary>Digest of the image config.</summary>
    public required Digest ConfigDigest { get; init; }

    /// <summary>The image config.</summary>
    public required ImageConfig Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required ImmutableArray<InspectedLayer> Layers { get; init; }

    /// <summary>The packages: in layer order for an image of ours, else in the database's.</summary>
    public required ImmutableArray<InspectedPackage> Packages { get; init; }

    /// <summary>What the image records about how it was made; null for an image of somebody else's.</summary>
    public RecordedImage? Record { get; init; }

    /// <summary>What could not be looked at, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
