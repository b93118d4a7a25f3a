using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Layouts;

/// <summary>An OCI layout in a folder, opened for reading.</summary>
public sealed class OciLayout : ImageStore
{
    private readonly string _folder;

    private OciLayout(string folder, string version, Document<ImageIndex> index)
        : base($"the layout '{Shown.Text(folder)}'")
    {
        _folder = folder;
        LayoutVersion = version;
        Index = index;
    }

    /// <inheritdoc/>
    public override string LayoutVersion { get; }

    /// <inheritdoc/>
    public override Document<ImageIndex> Index { get; }

    /// <inheritdoc/>
    public override IEnumerable<BlobSource> StoredBlobs
    {
        get
        {
            DirectoryInfo folder = new(Path.Combine(_folder, LayoutNames.Blobs, LayoutNames.Sha256));
            return folder.Exists
                ? folder.EnumerateFiles()
                    .Where(file => Digest.TryParse(Digest.Prefix + file.Name, out _))
                    .Select(file => BlobSource.FromWholeFile(file.FullName, InputFiles.LengthOf(file.FullName), Digest.FromHex(file.Name)))
                : [];
        }
    }

    /// <summary>Whether a path names a folder with an <c>oci-layout</c> file.</summary>
    public static bool IsLayout(string folder) => File.Exists(Path.Combine(folder, LayoutNames.Version));

    /// <summary>Opens a layout: reads its version and its <c>index.json</c>.</summary>
    /// <exception cref="OciException">It is no layout, of a version that is not read here, or damaged.</exception>
    public static OciLayout Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string versionFile = Path.Combine(folder, LayoutNames.Version);
        string version = ReadVersion(InputFiles.ReadLayoutFile(versionFile), $"'{Shown.Text(versionFile)}'");
        string index = Path.Combine(folder, LayoutNames.Index);
        return new OciLayout(folder, version, ImageIndex.Read(InputFiles.ReadLayoutFile(index), null, $"'{Shown.Text(index)}'"));
    }

    /// <summary>The version of an <c>oci-layout</c> file, which is one that is read here.</summary>
    internal static string ReadVersion(ReadOnlyMemory<byte> bytes, string name)
    {
        string version = JsonPart.Read(bytes, name, top => top.Require("imageLayoutVersion").AsText());
        return version.StartsWith("1.", StringComparison.Ordinal)
            ? version
            : throw new OciException(OciFault.MalformedLayout, $"{name} is of the layout version '{Shown.Text(version)}'; versions 1.x are read.");
    }

    private protected override BlobSource? Find(Descriptor descriptor)
    {
        string path = Path.Combine(_folder, LayoutNames.Blobs, LayoutNames.Sha256, descriptor.Digest.Hex);
        return File.Exists(path) ? BlobSource.FromWholeFile(path, descriptor.Size, descriptor.Digest) : null;
    }
}
