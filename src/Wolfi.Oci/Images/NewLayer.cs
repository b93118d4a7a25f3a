using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>A layer to put into a new image.</summary>
public sealed record NewLayer
{
    /// <summary>The stored bytes.</summary>
    public required BlobSource Blob { get; init; }

    /// <summary>SHA-256 of the uncompressed tar.</summary>
    public required Digest DiffId { get; init; }

    /// <summary>Media type; a tar in gzip by default.</summary>
    public string MediaType { get; init; } = MediaTypes.LayerTarGzip;

    /// <summary>The act that made it, for the history.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>What there is to say about it, for the history.</summary>
    public string? Comment { get; init; }

    /// <summary>Annotations of its descriptor.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;
}
