namespace Wolfi.Containers.Needs;

/// <summary>What an ELF file is for (<c>e_type</c>).</summary>
public enum ElfFileType
{
    /// <summary>Anything but the kinds below.</summary>
    Other = 0,

    /// <summary><c>ET_REL</c>: an object file.</summary>
    Relocatable = 1,

    /// <summary><c>ET_EXEC</c>: a program at a fixed address.</summary>
    Executable = 2,

    /// <summary><c>ET_DYN</c>: a shared library, or a position-independent program.</summary>
    Shared = 3,

    /// <summary><c>ET_CORE</c>: a memory dump.</summary>
    Core = 4,
}
