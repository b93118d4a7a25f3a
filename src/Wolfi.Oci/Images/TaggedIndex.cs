using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;

namespace Wolfi.Oci.Images;

/// <summary>An image for several platforms, the names that a store lists it under, and what is attached to its index and to each of its images.</summary>
public sealed record TaggedIndex
{
    /// <summary>Gives it its names; tags may be none.</summary>
    /// <param name="image">The image.</param>
    /// <param name="repository">Its repository, such as <c>my-app</c> or <c>ghcr.io/team/my-app</c>; null when it has none.</param>
    /// <param name="tags">Its tags; order and repetition don't count.</param>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>: a name is outside its grammar.</exception>
    public TaggedIndex(MultiPlatformImage image, string? repository, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(tags);
        Image = image;
        Repository = repository is null ? null : References.ImageReference.ParseRepository(repository);
        Tags = tags.ToImmutableSortedSet(StringComparer.Ordinal);
        foreach (string tag in Tags)
        {
            References.ImageReference.CheckTag(tag);
        }
    }

    /// <summary>The image.</summary>
    public MultiPlatformImage Image { get; }

    /// <summary>Its repository, without a tag; null when it has none.</summary>
    public References.ImageReference? Repository { get; }

    /// <summary>Its tags, in ordinal order.</summary>
    public ImmutableSortedSet<string> Tags { get; }

    /// <summary>What is attached to the index, then to each image, in the order in which a store lists it. Each names its subject itself.</summary>
    public ImmutableArray<Artifact> Attachments { get; init; } = [];

    /// <summary>What is attached under tags of digests, such as classic signatures. A docker-archive can't hold it.</summary>
    public ImmutableArray<TaggedAttachments> TaggedAttachments { get; init; } = [];
}
