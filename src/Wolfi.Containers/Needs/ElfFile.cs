using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>What a native file says about itself to the loader. Of a file that is not 64-bit little-endian only the header is read: no image of ours runs it.</summary>
public sealed record ElfFile
{
    /// <summary>True for <c>ELFCLASS64</c>.</summary>
    public required bool Is64Bit { get; init; }

    /// <summary>True for <c>ELFDATA2LSB</c>.</summary>
    public required bool IsLittleEndian { get; init; }

    /// <summary>The processor, one of <see cref="ElfMachines"/> or any other number.</summary>
    public required int Machine { get; init; }

    /// <summary>What the file is for.</summary>
    public required ElfFileType Type { get; init; }

    /// <summary>The program interpreter (<c>PT_INTERP</c>), such as <c>/lib64/ld-linux-x86-64.so.2</c>; null when there is none.</summary>
    public string? Interpreter { get; init; }

    /// <summary>The names of <c>DT_NEEDED</c>, in order. A hostile file's names may hold slashes: never use them as paths.</summary>
    public ImmutableArray<string> Needed { get; init; } = [];

    /// <summary><c>DT_SONAME</c>, or null.</summary>
    public string? Soname { get; init; }

    /// <summary>The folders of <c>DT_RUNPATH</c> as written, such as <c>$ORIGIN</c>.</summary>
    public ImmutableArray<string> RunPath { get; init; } = [];

    /// <summary>The folders of the older <c>DT_RPATH</c>, as written.</summary>
    public ImmutableArray<string> RPath { get; init; } = [];

    /// <summary>The symbol versions that are needed of each library, in order (<c>DT_VERNEED</c>).</summary>
    public ImmutableArray<NeededVersions> Versions { get; init; } = [];

    /// <summary>How many bytes of the file, from its beginning, the loader maps: what follows, such as the bundle of a single file, is the program's own business.</summary>
    public long LoadedBytes { get; init; }

    /// <summary>True when the flag for a position-independent program is set (<c>DF_1_PIE</c>): a static one has no interpreter.</summary>
    public bool IsPositionIndependentProgram { get; init; }

    /// <summary>True when the kernel can start the file as a program.</summary>
    public bool IsProgram => Type == ElfFileType.Executable || (Type == ElfFileType.Shared && (Interpreter is not null || IsPositionIndependentProgram));

    /// <summary>The highest <c>GLIBC_x.y</c> that the file needs, such as <c>2.34</c>; null when it needs none.</summary>
    public string? HighestGlibc => HighestVersion("GLIBC_");

    /// <summary>The highest needed version whose name is <paramref name="prefix"/> and dotted numbers, over all libraries, without the prefix; null when there is none.</summary>
    public string? HighestVersion(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Version? highest = null;
        foreach (string name in Versions.SelectMany(needed => needed.Versions))
        {
            // Names such as GLIBC_PRIVATE and GLIBC_ABI_DT_RELR have no place in the order.
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && Version.TryParse(name.AsSpan(prefix.Length), out Version? version)
                && (highest is null || version > highest))
            {
                highest = version;
            }
        }

        return highest?.ToString();
    }
}
