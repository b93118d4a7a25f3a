using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>Names content by media type, digest and size (image-spec, descriptor.md).</summary>
public sealed record Descriptor
{
    /// <summary>Media type of the content.</summary>
    public required string MediaType { get; init; }

    /// <summary>Digest of the content.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Bytes of the content.</summary>
    public required long Size { get; init; }

    /// <summary>Annotations, ordered by name.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;

    /// <summary>What the content runs on; only in an index.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The artifact type of a manifest; only in an index.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Other places of the content. They are never followed, and a validated image has none.</summary>
    public ImmutableArray<string> Urls { get; init; } = [];

    /// <summary>The content itself, base64. It is never used, and a validated image has none.</summary>
    public string? Data { get; init; }
}
