namespace Wolfi.Archives;

/// <summary>What is wrong with a tar stream or gzip member.</summary>
internal enum ArchiveFault
{
    /// <summary>A gzip header, deflate stream or trailer is damaged, or other bytes follow.</summary>
    Gzip,

    /// <summary>A tar header, record or the order of blocks is damaged.</summary>
    Tar,

    /// <summary>A named bound was passed.</summary>
    Limit,
}
