namespace Wolfi.Apk.Packages;

/// <summary>The kinds of entries that packages may have.</summary>
public enum PackageEntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A hard link to an earlier file of the same package.</summary>
    HardLink,
}
