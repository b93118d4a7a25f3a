using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Registries;

/// <summary>A manifest or index that is pushed, with the blobs that it names.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Blobs">Its config and layers; none for an index.</param>
/// <param name="Subject">The manifest that it says something about; null for an image.</param>
public sealed record PushedManifest(RegistryManifest Manifest, ImmutableArray<BlobSource> Blobs, Digest? Subject)
{
    /// <summary>What is pushed for an image.</summary>
    public static PushedManifest Of(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ImageManifest manifest = image.Manifest.Value;
        ImmutableArray<BlobSource> blobs = [.. image.Layers.Select(layer => layer.Blob).Prepend(BlobSource.FromBytes(image.Config.Bytes)).DistinctBy(blob => blob.Digest)];
        return new PushedManifest(new RegistryManifest(manifest.MediaType, image.Manifest.Bytes), blobs, manifest.Subject?.Digest)
        {
            ArtifactType = manifest.ArtifactType ?? manifest.Config.MediaType,
            Annotations = manifest.Annotations,
        };
    }

    /// <summary>What is pushed for an artifact.</summary>
    public static PushedManifest Of(Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ImageManifest manifest = artifact.Manifest.Value;
        return new PushedManifest(new RegistryManifest(manifest.MediaType, artifact.Manifest.Bytes), [artifact.Config, .. artifact.Content], manifest.Subject?.Digest)
        {
            ArtifactType = artifact.Type,
            Annotations = manifest.Annotations,
        };
    }

    /// <summary>The kind of artifact that it is, as lists of referrers say it; null for none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Its annotations.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Names it in a list of referrers.</summary>
    internal Descriptor Entry => Manifest.Descriptor with { ArtifactType = ArtifactType, Annotations = Annotations };
}
