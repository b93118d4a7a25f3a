using Wolfi.Archives;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Archives;

/// <summary>Writes images into one tar file: all of it or nothing, the same bytes for the same images.</summary>
public static class ArchiveWriter
{
    /// <summary>
    /// Writes what <c>docker load</c> and <c>podman load</c> read: <c>manifest.json</c>, configs and layers. It holds no manifests of their own, so
    /// what is attached to the images can't be in it.
    /// </summary>
    /// <param name="file">Where it goes; made with the folders above it, replacing a file that is there once the new one is complete.</param>
    /// <param name="images">The images and their names; one for each platform and name.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be, or the file can't be written.</exception>
    public static void WriteDockerArchive(string file, IReadOnlyList<TaggedImage> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        Dictionary<string, ArchiveFile> files = new(StringComparer.Ordinal);
        foreach (Image image in images.Select(tagged => tagged.Image))
        {
            Add(files, DockerPlace(image.Manifest.Value.Config), BlobSource.FromBytes(image.Config.Bytes));
            foreach (ImageLayer layer in image.Layers)
            {
                Add(files, DockerPlace(layer.Descriptor), layer.Blob);
            }
        }

        Add(files, DockerManifest.FileName, DockerManifest.Write(images.Select(tagged => DockerManifest.Of(tagged, DockerPlace))));
        Write(file, files.Values, cancellationToken);
    }

    /// <summary>Writes an OCI layout as a tar, with what is attached to the images. It also has the <c>manifest.json</c> that <c>docker load</c> goes by, so that one file serves both.</summary>
    /// <param name="file">Where it goes; made with the folders above it, replacing a file that is there once the new one is complete.</param>
    /// <param name="images">The images and their names.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be, or the file can't be written.</exception>
    public static void WriteOciArchive(string file, IReadOnlyList<TaggedImage> images, CancellationToken cancellationToken) =>
        Write(file, OciFiles(images), cancellationToken);

    /// <summary>Writes the same into a stream, piece by piece: for a daemon that reads it meanwhile. When this throws, part of it is in the output.</summary>
    /// <param name="output">Where it goes; it stays open.</param>
    /// <param name="images">The images and their names.</param>
    /// <param name="without">Layers that whoever reads it has already, and that are left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be.</exception>
    public static void WriteOciArchive(Stream output, IReadOnlyList<TaggedImage> images, IReadOnlySet<Digest> without, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(without);
        try
        {
            ArchiveFile.Write(OciFiles(images).Where(file => !without.Contains(file.Content.Digest)), output, cancellationToken);
        }
        catch (ArchiveException exception)
        {
            throw new OciException(OciFault.SizeMismatch, $"The image can't be sent: {exception.Message}.", exception);
        }
    }

    /// <summary>
    /// Writes the OCI layout of an image for several platforms as a tar, with what is attached to it. Docker with containerd's store, Podman and tools that read OCI
    /// layouts find all platforms in it. <c>manifest.json</c>, which Docker's own store goes by, has a name for one only: <c>linux/amd64</c>, else the first of the
    /// index, wherever the archive is written.
    /// </summary>
    /// <param name="file">Where it goes; made with the folders above it, replacing a file that is there once the new one is complete.</param>
    /// <param name="image">The image and its names.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    /// <exception cref="OciException">A blob can't be read or is not what it should be, or the file can't be written.</exception>
    public static void WriteOciArchive(string file, TaggedIndex image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        IEnumerable<Image> named = image.Image.Images.OrderByDescending(one => Platform.LinuxAmd64.Matches(one.Config.Value.Platform)).Take(1);
        Write(
            file,
            [
                .. LayoutFiles(LayoutContent.Of(image, withFullNames: true)),
                ManifestFile(named.Select(one => DockerManifest.Of(one, image.Repository, image.Tags, descriptor => OciPlace(descriptor.Digest)))),
            ],
            cancellationToken);
    }

    /// <summary>The folder of an OCI layout's blobs in a tar.</summary>
    internal const string OciBlobs = $"{LayoutNames.Blobs}/{LayoutNames.Sha256}/";

    /// <summary>Where an OCI layout in a tar has a blob.</summary>
    internal static string OciPlace(Digest digest) => OciBlobs + digest.Hex;

    private static IEnumerable<ArchiveFile> LayoutFiles(LayoutContent content) =>
    [
        .. content.Blobs.Values.Select(blob => new ArchiveFile(OciPlace(blob.Digest), blob)),
        new ArchiveFile(LayoutNames.Version, BlobSource.FromBytes(LayoutContent.VersionFile)),
        new ArchiveFile(LayoutNames.Index, BlobSource.FromBytes(content.IndexFile())),
    ];

    private static IEnumerable<ArchiveFile> OciFiles(IReadOnlyList<TaggedImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return
        [
            .. LayoutFiles(LayoutContent.Of(images, withFullNames: true)),
            ManifestFile(images.Select(tagged => DockerManifest.Of(tagged, descriptor => OciPlace(descriptor.Digest)))),
        ];
    }

    private static ArchiveFile ManifestFile(IEnumerable<DockerManifest> entries) => new(DockerManifest.FileName, DockerManifest.Write(entries));

    private static string DockerPlace(Descriptor descriptor) => descriptor.Digest.Hex + MediaTypes.Find(descriptor.MediaType) switch
    {
        { Role: MediaTypeRole.Layer, Compression: LayerCompression.Gzip } => ".tar.gz",
        { Role: MediaTypeRole.Layer, Compression: LayerCompression.None } => ".tar",
        { Role: MediaTypeRole.Layer } => ".tar.zst",
        _ => ".json",
    };

    private static void Add(Dictionary<string, ArchiveFile> files, string name, BlobSource content) => files.TryAdd(name, new ArchiveFile(name, content));

    private static void Write(string file, IEnumerable<ArchiveFile> files, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        string target = Path.GetFullPath(file);
        using StagedFile staged = new(target);
        try
        {
            ArchiveFile.Write(files, staged.Stream, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            staged.Commit();
        }
        catch (ArchiveException exception)
        {
            throw new OciException(OciFault.SizeMismatch, $"'{Shown.Text(target)}' can't be written: {exception.Message}.", exception);
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            throw OutputFaults.Failed(target, exception);
        }
    }
}
