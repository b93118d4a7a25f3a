using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Oci.Archives;

/// <summary>An OCI layout in a tar file, opened for reading.</summary>
public sealed class OciArchive : ImageStore
{
    private const string Kind = "OCI layout in a tar";

    private readonly ArchiveContents _contents;

    private OciArchive(ArchiveContents contents, string version, Document<ImageIndex> index)
        : base(contents.Name)
    {
        _contents = contents;
        LayoutVersion = version;
        Index = index;
    }

    /// <inheritdoc/>
    public override Document<ImageIndex> Index { get; }

    /// <inheritdoc/>
    public override string LayoutVersion { get; }

    /// <summary>Opens an archive: reads where its files are, and its <c>index.json</c>.</summary>
    /// <exception cref="OciException">It can't be read, is no OCI layout in a tar, or is damaged.</exception>
    public static OciArchive Open(string file, CancellationToken cancellationToken)
    {
        ArchiveContents contents = ArchiveContents.Read(file, cancellationToken);
        string version = OciLayout.ReadVersion(contents.Document(LayoutNames.Version, Kind, cancellationToken), $"'{LayoutNames.Version}' in {contents.Name}");
        ReadOnlyMemory<byte> index = contents.Document(LayoutNames.Index, Kind, cancellationToken);
        return new OciArchive(contents, version, ImageIndex.Read(index, null, $"'{LayoutNames.Index}' in {contents.Name}"));
    }

    /// <inheritdoc/>
    public override IEnumerable<BlobSource> StoredBlobs => _contents.Paths
        .Where(path => path.StartsWith(ArchiveWriter.OciBlobs, StringComparison.Ordinal) && Digest.TryParse(Digest.Prefix + path[ArchiveWriter.OciBlobs.Length..], out _))
        .Select(path => Digest.FromHex(path[ArchiveWriter.OciBlobs.Length..]))
        .Select(digest => _contents.Blob(ArchiveWriter.OciPlace(digest), digest, _contents.SizeOf(ArchiveWriter.OciPlace(digest)) ?? 0));

    private protected override BlobSource Find(Descriptor descriptor) =>
        _contents.Blob(ArchiveWriter.OciPlace(descriptor.Digest), descriptor.Digest, descriptor.Size);
}
