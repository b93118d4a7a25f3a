namespace Wolfi.Oci.Layers;

/// <summary>One entry of a layer to write.</summary>
public sealed record LayerEntry
{
    /// <summary>1980-01-01T00:00:00Z: the modification time of every file that we write.</summary>
    public const long ConstantTime = 315532800;

    private LayerEntry(string path, LayerEntryKind kind, int mode)
    {
        Path = path;
        Kind = kind;
        Mode = mode;
    }

    /// <summary>Path in the image: no leading or trailing slash.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public LayerEntryKind Kind { get; }

    /// <summary>Permission bits, with setuid, setgid and sticky.</summary>
    public int Mode { get; }

    /// <summary>User number.</summary>
    public int Uid { get; init; }

    /// <summary>Group number.</summary>
    public int Gid { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModificationTime { get; init; } = ConstantTime;

    /// <summary>Target of a link; a path in the layer for a hard link.</summary>
    public string? LinkTarget { get; private init; }

    /// <summary>Bytes of content; 0 for all but files.</summary>
    public long Size { get; private init; }

    /// <summary>Opens a file's content; null for all but files.</summary>
    public Func<Stream>? OpenContent { get; private init; }

    /// <summary>A directory.</summary>
    public static LayerEntry Directory(string path, int mode) => new(path, LayerEntryKind.Directory, mode);

    /// <summary>A file with content in memory.</summary>
    public static LayerEntry File(string path, int mode, ReadOnlyMemory<byte> content) =>
        File(path, mode, content.Length, () => new MemoryStream(content.ToArray(), writable: false));

    /// <summary>A file whose content is opened when it is written; it must then have exactly that size.</summary>
    public static LayerEntry File(string path, int mode, long size, Func<Stream> openContent)
    {
        ArgumentNullException.ThrowIfNull(openContent);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new LayerEntry(path, LayerEntryKind.File, mode) { Size = size, OpenContent = openContent };
    }

    /// <summary>A symbolic link, mode 0777.</summary>
    public static LayerEntry SymbolicLink(string path, string target) => new(path, LayerEntryKind.SymbolicLink, 0b111_111_111) { LinkTarget = target };

    /// <summary>A hard link to a file that comes earlier in the same layer.</summary>
    public static LayerEntry HardLink(string path, string target, int mode) => new(path, LayerEntryKind.HardLink, mode) { LinkTarget = target };
}
