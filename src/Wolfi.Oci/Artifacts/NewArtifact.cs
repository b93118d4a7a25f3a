using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Artifacts;

/// <summary>Content to attach to an image.</summary>
public sealed record NewArtifact
{
    /// <summary>What kind of artifact it becomes, such as <c>application/spdx+json</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Media type of the content.</summary>
    public required string MediaType { get; init; }

    /// <summary>The content.</summary>
    public required BlobSource Content { get; init; }

    /// <summary>Annotations of the manifest; lists of referrers repeat them.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;

    /// <summary>Annotations of the content's descriptor.</summary>
    public ImmutableSortedDictionary<string, string> ContentAnnotations { get; init; } = Maps.Empty;
}
