namespace Wolfi.Apk.Packages;

/// <summary>One thing to pack: what <see cref="ApkPackageWriter"/> makes an entry of.</summary>
public sealed record PackageContent
{
    /// <summary>Path in the image: no leading or trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required PackageEntryKind Kind { get; init; }

    /// <summary>Permission bits; 0777 for symbolic links, the target's for hard links.</summary>
    public required int Mode { get; init; }

    /// <summary>User number.</summary>
    public int Uid { get; init; }

    /// <summary>Group number.</summary>
    public int Gid { get; init; }

    /// <summary>Target of a link; of a hard link the path of another content.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Bytes of a file.</summary>
    public long Size { get; init; }

    /// <summary>Opens a file's content from its start. Called twice: once for the checksum that goes before the content, once to copy it.</summary>
    public Func<Stream>? Open { get; init; }

    /// <summary>A file whose content is opened when it is packed.</summary>
    public static PackageContent File(string path, int mode, long size, Func<Stream> open) =>
        new() { Path = path, Kind = PackageEntryKind.File, Mode = mode, Size = size, Open = open };

    /// <summary>A file from bytes.</summary>
    public static PackageContent File(string path, int mode, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return File(path, mode, content.Length, () => new MemoryStream(content, writable: false));
    }

    /// <summary>A directory. Parents that are not given are added with mode 0755.</summary>
    public static PackageContent Directory(string path, int mode) =>
        new() { Path = path, Kind = PackageEntryKind.Directory, Mode = mode };

    /// <summary>A symbolic link.</summary>
    public static PackageContent SymbolicLink(string path, string target) =>
        new() { Path = path, Kind = PackageEntryKind.SymbolicLink, Mode = 0b111_111_111, LinkTarget = target };

    /// <summary>A hard link to a file of the same package.</summary>
    public static PackageContent HardLink(string path, PackageContent file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file with { Path = path, Kind = PackageEntryKind.HardLink, LinkTarget = file.Path, Size = 0, Open = null };
    }
}
