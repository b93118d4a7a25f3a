using System.Collections.Immutable;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Registries;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>What one build made, or found already made.</summary>
public sealed record PublishResult
{
    /// <summary>Digest of the manifest, such as <c>sha256:…</c>; of an image for several platforms that of its index.</summary>
    public required string Digest { get; init; }

    /// <summary>Name and digest, such as <c>my-app@sha256:…</c>; of a pushed image with its registry.</summary>
    public required string Reference { get; init; }

    /// <summary>Media type of the manifest or index.</summary>
    public required string MediaType { get; init; }

    /// <summary>The manifest's or index's text.</summary>
    public required string Manifest { get; init; }

    /// <summary>The image configuration's text; empty for an image for several platforms, whose <see cref="Platforms"/> have one each.</summary>
    public required string Configuration { get; init; }

    /// <summary>The image of each platform, in the index's order; none for an image for one platform.</summary>
    public ImmutableArray<PlatformResult> Platforms { get; init; } = [];

    /// <summary>Folder of the OCI layout; null where none was asked for.</summary>
    public required string? LayoutFolder { get; init; }

    /// <summary>The archive file, when one was asked for.</summary>
    public string? ArchiveFile { get; init; }

    /// <summary>What was pushed; null where no registry was named.</summary>
    public PushResult? Pushed { get; init; }

    /// <summary>What was loaded into Docker or Podman; null where nothing was.</summary>
    public LoadResult? Loaded { get; init; }

    /// <summary>What a registry gets of an image that was just written into its layout; null for one that was found there, or went to the registry without a layout.</summary>
    internal PushContent? Content { get; init; }

    /// <summary>True when nothing had changed since the last build, so that no image work was done.</summary>
    public required bool UpToDate { get; init; }
}
