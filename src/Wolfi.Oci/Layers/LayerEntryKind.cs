namespace Wolfi.Oci.Layers;

/// <summary>What an entry of a layer is.</summary>
public enum LayerEntryKind
{
    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A hard link to a file that comes earlier in the same layer.</summary>
    HardLink,

    /// <summary>Something else (device, FIFO, vendor's type): read, never written.</summary>
    Other,
}
