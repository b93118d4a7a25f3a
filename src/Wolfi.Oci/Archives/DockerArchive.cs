using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Archives;

/// <summary>
/// A tar as <c>docker save</c> writes it, opened for reading. Such an archive holds no manifests: they are written anew from its configs and
/// layers, so an image's digest is not the one it has in a registry; its config's digest is.
/// </summary>
public sealed class DockerArchive : ImageStore
{
    private readonly ArchiveContents _contents;
    private readonly Dictionary<Digest, BlobSource> _blobs = [];
    private readonly Dictionary<string, BlobSource> _byPath = new(StringComparer.Ordinal);

    private DockerArchive(ArchiveContents contents, CancellationToken cancellationToken)
        : base(contents.Name)
    {
        _contents = contents;
        ReadOnlyMemory<byte> manifest = contents.Document(DockerManifest.FileName, "docker-archive", cancellationToken);
        ImmutableArray<DockerManifest> images = DockerManifest.Read(manifest, $"'{DockerManifest.FileName}' in {contents.Name}");
        Index = new ImageIndex { Manifests = [.. images.SelectMany(image => Entries(image, cancellationToken))] }.ToDocument();
    }

    /// <inheritdoc/>
    public override Document<ImageIndex> Index { get; }

    /// <summary>Opens an archive: reads where its files are, and hashes its configs and layers.</summary>
    /// <exception cref="OciException">It can't be read, is no docker-archive, or is damaged.</exception>
    public static DockerArchive Open(string file, CancellationToken cancellationToken) =>
        new(ArchiveContents.Read(file, cancellationToken), cancellationToken);

    private protected override BlobSource? Find(Descriptor descriptor) => _blobs.GetValueOrDefault(descriptor.Digest);

    private static LayerCompression CompressionOf(BlobSource blob)
    {
        Span<byte> magic = stackalloc byte[4];
        using Stream content = blob.Open();
        return magic[..content.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)] switch
        {
            [0x1f, 0x8b, ..] => LayerCompression.Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => LayerCompression.Zstd,
            _ => LayerCompression.None,
        };
    }

    private static Descriptor WithName(Descriptor entry, string repoTag)
    {
        ImageReference name = ImageReference.Parse(repoTag);
        return entry with
        {
            Annotations = entry.Annotations
                .SetItem(AnnotationNames.RefName, name.Tag ?? "latest")
                .SetItem(AnnotationNames.ContainerdImageName, name.ToString()),
        };
    }

    private static string LayerType(BlobSource blob) => CompressionOf(blob) switch
    {
        LayerCompression.Gzip => MediaTypes.LayerTarGzip,
        LayerCompression.Zstd => MediaTypes.LayerTarZstd,
        _ => MediaTypes.LayerTar,
    };

    private IEnumerable<Descriptor> Entries(DockerManifest image, CancellationToken cancellationToken)
    {
        BlobSource config = Blob(image.Config, cancellationToken);
        Platform platform = ImageConfig.Read(config.ReadDocument(cancellationToken), $"'{Shown.Text(image.Config)}' in {Name}").Value.Platform;
        Document<ImageManifest> manifest = new ImageManifest
        {
            Config = DescriptorOf(config, MediaTypes.ImageConfig),
            Layers = [.. image.Layers.Select(path => Blob(path, cancellationToken)).Select(layer => DescriptorOf(layer, LayerType(layer)))],
        }.ToDocument();
        BlobSource blob = BlobSource.FromBytes(manifest.Bytes);
        _blobs[blob.Digest] = blob;
        Descriptor entry = DescriptorOf(blob, MediaTypes.ImageManifest) with { Platform = platform };
        return image.RepoTags.IsEmpty ? [entry] : image.RepoTags.Select(repoTag => WithName(entry, repoTag));
    }

    private static Descriptor DescriptorOf(BlobSource blob, string mediaType) => new() { MediaType = mediaType, Digest = blob.Digest, Size = blob.Size };

    private BlobSource Blob(string path, CancellationToken cancellationToken)
    {
        if (!_byPath.TryGetValue(path, out BlobSource? blob))
        {
            blob = _contents.HashedBlob(path, cancellationToken)
                ?? throw new OciException(OciFault.BlobMissing, $"'{Shown.Text(path)}' is not in {Name}, though its '{DockerManifest.FileName}' names it.");
            _byPath.Add(path, blob);
            _blobs[blob.Digest] = blob;
        }

        return blob;
    }
}
