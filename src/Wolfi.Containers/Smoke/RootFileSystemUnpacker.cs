using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Smoke;

/// <summary>
/// Unpacks an image's layers into an empty folder that nobody else may enter. Nothing is written through a link or outside of the folder,
/// devices are refused, and setuid bits stay behind. Whatever it wrote may be used only once it has returned: then every layer had its digest.
/// </summary>
internal sealed class RootFileSystemUnpacker
{
    private const UnixFileMode Permissions = (UnixFileMode)0b1_111_111_111;
    private const string Whiteout = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";

    private readonly string _root;
    private readonly bool _keepOwners;
    private long _bytes;
    private int _entries;

    private RootFileSystemUnpacker(string root, bool keepOwners)
    {
        _root = root;
        _keepOwners = keepOwners;
    }

    /// <summary>Unpacks all layers.</summary>
    /// <param name="image">The image.</param>
    /// <param name="root">An empty folder.</param>
    /// <param name="keepOwners">Whether files get the owners that the layers say, which takes root.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="WolfiException">An entry can't be unpacked safely.</exception>
    /// <exception cref="OciException">A layer is damaged.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Unpack(Image image, string root, bool keepOwners, CancellationToken cancellationToken)
    {
        RootFileSystemUnpacker unpacker = new(root, keepOwners);
        foreach (ImageLayer layer in image.Layers)
        {
            unpacker.Unpack(layer, cancellationToken);
        }
    }

    private void Unpack(ImageLayer layer, CancellationToken cancellationToken)
    {
        using LayerReader reader = new(layer.Blob, layer.Descriptor.MediaType);
        while (reader.ReadNext(cancellationToken) is { } item)
        {
            if (item.Path.Length == 0)
            {
                continue;
            }

            _entries++;
            Count(layer, item, item.Size);
            Unpack(layer, reader, item, Place(layer, item.Path));
        }
    }

    private void Count(ImageLayer layer, LayerItem item, long bytes)
    {
        _bytes += bytes;
        if (_entries > SmokeLimits.Entries || _bytes > SmokeLimits.Bytes)
        {
            throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, item.Path, "the image has more files than a smoke run unpacks");
        }
    }

    private void Unpack(ImageLayer layer, LayerReader reader, LayerItem item, string path)
    {
        string name = Path.GetFileName(path);
        if (name.StartsWith(Whiteout, StringComparison.Ordinal))
        {
            Hide(layer, item, path, name);
            return;
        }

        switch (item.Kind)
        {
            case LayerEntryKind.Directory:
                if (!IsFolder(path))
                {
                    Remove(path);
                    Directory.CreateDirectory(path);
                }

                break;
            case LayerEntryKind.File:
                Remove(path);
                using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    reader.CopyContentTo(file);
                }

                break;
            case LayerEntryKind.SymbolicLink:
                Remove(path);
                File.CreateSymbolicLink(path, item.LinkTarget!);
                break;
            case LayerEntryKind.HardLink:
                Copy(layer, item, path);
                return;
            default:
                throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, item.Path, "it is neither a file nor a folder nor a link");
        }

        if (_keepOwners)
        {
            FileOwners.Set(path, item.Uid, item.Gid);
        }

        if (item.Kind != LayerEntryKind.SymbolicLink && !OperatingSystem.IsWindows())
        {
            UnixFileMode mode = (UnixFileMode)item.Mode & Permissions;
            // Without root, the unpacker itself must be able to go on below, and to remove it all.
            File.SetUnixFileMode(path, _keepOwners || item.Kind == LayerEntryKind.File ? mode : mode | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // On a read-only root a copy is as good as a hard link. The target is a file that was unpacked here.
    private void Copy(ImageLayer layer, LayerItem item, string path)
    {
        string target = Place(layer, item.LinkTarget!.TrimStart('/'));
        FileInfo file = new(target);
        if (!file.Exists || file.LinkTarget is not null)
        {
            throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, item.Path, $"it is a link to {item.LinkTarget}, which is no file of the image");
        }

        if (target != path)
        {
            Count(layer, item, file.Length);
            Remove(path);
            File.Copy(target, path);
            if (_keepOwners)
            {
                FileOwners.Set(path, item.Uid, item.Gid);
            }
        }
    }

    private static void Hide(ImageLayer layer, LayerItem item, string path, string name)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (name[Whiteout.Length..] is "" or "." or "..")
        {
            throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, item.Path, "it hides no file or folder beside it");
        }

        if (name == OpaqueWhiteout)
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                Remove(entry.FullName);
            }
        }
        else
        {
            Remove(Path.Combine(folder, name[Whiteout.Length..]));
        }
    }

    // Every part above the last must be a real folder: made where it is absent, refused where it is anything else.
    private string Place(ImageLayer layer, string entry)
    {
        string[] parts = entry.TrimEnd('/').Split('/');
        if (parts.Any(part => part is "" or "." or ".." || part.Contains('\0', StringComparison.Ordinal)))
        {
            throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, entry, "its path leads out of the image");
        }

        string path = _root;
        foreach (string part in parts[..^1])
        {
            path = Path.Combine(path, part);
            if (!IsFolder(path))
            {
                if (File.Exists(path) || new FileInfo(path).LinkTarget is not null)
                {
                    throw SmokeErrors.NotUnpacked.Fail(layer.Descriptor.Digest, entry, $"/{Path.GetRelativePath(_root, path)} is no folder");
                }

                Directory.CreateDirectory(path);
            }
        }

        return Path.Combine(path, parts[^1]);
    }

    private static bool IsFolder(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private static void Remove(string path)
    {
        if (IsFolder(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
