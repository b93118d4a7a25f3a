using Wolfi.Archives;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Archives;

/// <summary>A file to put into an archive.</summary>
/// <param name="Name">Path in the archive.</param>
/// <param name="Content">Its content.</param>
internal sealed record ArchiveFile(string Name, BlobSource Content)
{
    private const int FileMode = 0b110_100_100;
    private const int FolderMode = 0b111_101_101;

    /// <summary>Writes files in ordinal order of their paths, each folder before what it holds; a function of names and content alone.</summary>
    public static void Write(IEnumerable<ArchiveFile> files, Stream output, CancellationToken cancellationToken)
    {
        TarWriter tar = new(output);
        HashSet<string> folders = new(StringComparer.Ordinal);
        foreach (ArchiveFile file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int slash = file.Name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = file.Name.IndexOf('/', slash + 1))
            {
                if (folders.Add(file.Name[..slash]))
                {
                    tar.WriteEntry(Header(file.Name[..(slash + 1)], TarTypes.Directory, FolderMode, 0));
                }
            }

            using Stream content = file.Content.OpenVerified();
            tar.WriteFile(Header(file.Name, TarTypes.File, FileMode, file.Content.Size), content, cancellationToken);
        }

        tar.EndArchive();
    }

    private static TarEntry Header(string name, byte type, int mode, long size) => new()
    {
        Path = name,
        TypeFlag = type,
        Mode = mode,
        Size = size,
        ModificationTime = Layers.LayerEntry.ConstantTime,
    };
}
