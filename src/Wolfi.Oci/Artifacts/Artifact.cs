using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Artifacts;

/// <summary>
/// Content that is attached to an image: an artifact manifest whose subject is the image's manifest, and what it holds (image-spec 1.1,
/// manifest.md, "Guidelines for Artifact Usage"). Nothing here has been validated; <see cref="ArtifactValidator"/> does that.
/// </summary>
public sealed class Artifact
{
    /// <summary>Puts an artifact together from its parts.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="config">The config that the manifest names.</param>
    /// <param name="content">The layers that the manifest names, in its order.</param>
    public Artifact(Document<ImageManifest> manifest, BlobSource config, ImmutableArray<BlobSource> content)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(config);
        Manifest = manifest;
        Config = config;
        Content = content;
    }

    /// <summary>The manifest.</summary>
    public Document<ImageManifest> Manifest { get; }

    /// <summary>The config, which for artifacts is <c>{}</c>.</summary>
    public BlobSource Config { get; }

    /// <summary>The content, in the manifest's order.</summary>
    public ImmutableArray<BlobSource> Content { get; }

    /// <summary>What kind of artifact it is: the manifest's artifact type, else the config's media type (distribution-spec, "Listing Referrers").</summary>
    public string Type => string.IsNullOrEmpty(Manifest.Value.ArtifactType) ? Manifest.Value.Config.MediaType : Manifest.Value.ArtifactType;

    /// <summary>Names the artifact in an index: with its type and all its annotations, as referrers are listed.</summary>
    public Descriptor Descriptor => new()
    {
        MediaType = Manifest.Value.MediaType,
        Digest = Manifest.Digest,
        Size = Manifest.Bytes.Length,
        Annotations = Manifest.Value.Annotations,
        ArtifactType = Type,
    };

    /// <summary>Everything that a store must hold for this artifact, each digest once: content, config, manifest.</summary>
    public IEnumerable<BlobSource> Blobs => Content.Append(Config).Append(BlobSource.FromBytes(Manifest.Bytes)).DistinctBy(blob => blob.Digest);

    /// <summary>Makes an artifact of one piece of content: a pure function, whose manifest is canonical.</summary>
    /// <param name="subject">The manifest that it is attached to.</param>
    /// <param name="artifact">What is attached.</param>
    public static Artifact Attach(Descriptor subject, NewArtifact artifact)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(artifact);
        BlobSource config = BlobSource.FromBytes(EmptyConfig.Bytes);
        Document<ImageManifest> manifest = new ImageManifest
        {
            ArtifactType = artifact.Type,
            Config = EmptyConfig.Descriptor,
            Layers =
            [
                new Descriptor
                {
                    MediaType = artifact.MediaType,
                    Digest = artifact.Content.Digest,
                    Size = artifact.Content.Size,
                    Annotations = artifact.ContentAnnotations,
                },
            ],
            Subject = new Descriptor { MediaType = subject.MediaType, Digest = subject.Digest, Size = subject.Size },
            Annotations = artifact.Annotations,
        }.ToDocument();
        return new Artifact(manifest, config, [artifact.Content]);
    }
}
