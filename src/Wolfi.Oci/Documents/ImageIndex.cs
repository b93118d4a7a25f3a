using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>An image index: manifests by platform, or by tag in a layout's <c>index.json</c> (image-spec, image-index.md; Docker manifest list alike).</summary>
public sealed record ImageIndex
{
    /// <summary>Media type of the index; always written.</summary>
    public string MediaType { get; init; } = MediaTypes.ImageIndex;

    /// <summary>What kind of artifact it is, when it is no image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The manifests, in the document's order.</summary>
    public required ImmutableArray<Descriptor> Manifests { get; init; }

    /// <summary>The manifest that this one says something about.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, ordered by name.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;

    /// <summary>Reads an index; <paramref name="name"/> stands in messages, and the media type, when known from a descriptor or header, must be the document's.</summary>
    /// <exception cref="OciException">The document is damaged, ambiguous, too large or of another kind.</exception>
    public static Document<ImageIndex> Read(ReadOnlyMemory<byte> bytes, string? expectedMediaType, string name) =>
        new(IndexJson.Read(bytes, expectedMediaType, name), bytes);

    /// <summary>The canonical document: keys in the order schemaVersion, mediaType, artifactType, manifests, subject, annotations.</summary>
    public Document<ImageIndex> ToDocument() => new(this, IndexJson.Write(this));
}
