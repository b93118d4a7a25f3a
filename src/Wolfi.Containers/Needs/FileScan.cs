using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>What one file says: nothing, a native file's description, an assembly's, or why it can't be scanned.</summary>
internal sealed record FileScan
{
    /// <summary>The description of a native file.</summary>
    public ElfFile? Elf { get; init; }

    /// <summary>The description of an assembly.</summary>
    public AssemblyFile? Assembly { get; init; }

    /// <summary>Texts in native code that the rules name.</summary>
    public ImmutableArray<string> Texts { get; init; } = [];

    /// <summary>The file's bytes.</summary>
    public long Size { get; init; }

    /// <summary>Why it can't be scanned.</summary>
    public string? Fault { get; init; }

    /// <summary>True when it is an assembly that can't be scanned.</summary>
    public bool IsAssemblyFault { get; init; }
}
