using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>An image manifest: one config and its layers (image-spec, manifest.md; Docker schema 2 alike).</summary>
public sealed record ImageManifest
{
    /// <summary>Media type of the manifest; always written.</summary>
    public string MediaType { get; init; } = MediaTypes.ImageManifest;

    /// <summary>What kind of artifact it is, when it is no runnable image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The image config.</summary>
    public required Descriptor Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public required ImmutableArray<Descriptor> Layers { get; init; }

    /// <summary>The manifest that this one says something about.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, ordered by name.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;

    /// <summary>Reads a manifest; <paramref name="name"/> stands in messages, and the media type, when known from a descriptor or header, must be the document's.</summary>
    /// <exception cref="OciException">The document is damaged, ambiguous, too large or of another kind.</exception>
    public static Document<ImageManifest> Read(ReadOnlyMemory<byte> bytes, string? expectedMediaType, string name) =>
        new(ManifestJson.Read(bytes, expectedMediaType, name), bytes);

    /// <summary>The canonical document: keys in the order schemaVersion, mediaType, artifactType, config, layers, subject, annotations.</summary>
    public Document<ImageManifest> ToDocument() => new(this, ManifestJson.Write(this));
}
