using Wolfi.Containers.Plans;
using Wolfi.Oci;

namespace Wolfi.Containers.Inspection;

/// <summary>A layer of an image, with what the image's own record says of it.</summary>
public sealed record InspectedLayer
{
    /// <summary>Digest of the stored bytes.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Digest of the uncompressed tar; null when the config does not name it.</summary>
    public required Digest? DiffId { get; init; }

    /// <summary>Stored bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>What it is; null in an image without our record.</summary>
    public LayerKind? Kind { get; init; }

    /// <summary>Who answers for its bytes; null in an image without our record.</summary>
    public ByteClass? Class { get; init; }

    /// <summary>Name of the package that it is; null when it is none.</summary>
    public string? Package { get; init; }

    /// <summary>Version of that package.</summary>
    public string? Version { get; init; }
}
