namespace Wolfi.Containers.Needs;

/// <summary>Every bound on what is read from one native file. Real files stay far below them.</summary>
internal static class ElfLimits
{
    /// <summary>Program headers; real files have about a dozen.</summary>
    public const int ProgramHeaders = 256;

    /// <summary>Entries of the dynamic segment.</summary>
    public const int DynamicEntries = 16_384;

    /// <summary>Libraries that one file needs.</summary>
    public const int NeededLibraries = 1_024;

    /// <summary>Needed symbol versions, over all libraries.</summary>
    public const int SymbolVersions = 4_096;

    /// <summary>Bytes of a library name, version name or interpreter path.</summary>
    public const int NameBytes = 512;

    /// <summary>Bytes of a search path.</summary>
    public const int SearchPathBytes = 16_384;
}
