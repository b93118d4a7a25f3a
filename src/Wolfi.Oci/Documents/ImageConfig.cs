using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>An image config: what to run, and the diff ids of the layers (image-spec, config.md).</summary>
public sealed record ImageConfig
{
    /// <summary>When the image was made, RFC 3339 (<see cref="Timestamps"/>); null when not said.</summary>
    public string? Created { get; init; }

    /// <summary>Who made it; null when not said.</summary>
    public string? Author { get; init; }

    /// <summary>Processor architecture in Go's names.</summary>
    public required string Architecture { get; init; }

    /// <summary>Variant of the architecture, or null.</summary>
    public string? Variant { get; init; }

    /// <summary>Operating system in Go's names.</summary>
    public required string Os { get; init; }

    /// <summary>What a container of it runs.</summary>
    public ContainerConfig Container { get; init; } = new();

    /// <summary>SHA-256 of each layer's uncompressed tar, lowest first.</summary>
    public required ImmutableArray<Digest> DiffIds { get; init; }

    /// <summary>How the image came about; entries that are not empty layers stand for the layers in order.</summary>
    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>Operating system, architecture and variant.</summary>
    public Platform Platform => new(Os, Architecture, Variant);

    /// <summary>Reads a config; <paramref name="name"/> stands in messages.</summary>
    /// <exception cref="OciException">The document is damaged, ambiguous or too large.</exception>
    public static Document<ImageConfig> Read(ReadOnlyMemory<byte> bytes, string name) => new(ConfigJson.Read(bytes, name), bytes);

    /// <summary>The canonical document: keys in the order created, author, architecture, variant, os, config, rootfs, history.</summary>
    public Document<ImageConfig> ToDocument() => new(this, ConfigJson.Write(this));
}
