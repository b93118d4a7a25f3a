using System.Collections.Immutable;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Evidence;

/// <summary>What the documents about an image for several platforms are made from.</summary>
public sealed record IndexEvidenceInput
{
    /// <summary>The image: its index, and the image of each platform.</summary>
    public required MultiPlatformImage Image { get; init; }

    /// <summary>What was asked for, for each platform: in the order of the images, or in any order that is always the same.</summary>
    public required ImmutableArray<PublishRequest> Requests { get; init; }

    /// <summary>When the build began; null unless provenance is to say so.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>URI of the hosted builder that signs the provenance; null where no service's own identity does.</summary>
    public string? Builder { get; init; }
}
