using Wolfi.Containers.Needs;

namespace Wolfi.Containers.AppPackages;

/// <summary>The table of permission bits: the disk's own say nothing, since hosts and umasks differ.</summary>
internal static class FileModes
{
    /// <summary>0644: everybody reads.</summary>
    public const int Plain = 0b110_100_100;

    /// <summary>0755: everybody reads and runs.</summary>
    public const int Program = 0b111_101_101;

    /// <summary>0755: everybody reads and enters.</summary>
    public const int Directory = 0b111_101_101;

    /// <summary>The bits of a published file. Libraries are never run, even those that could be.</summary>
    public static int Of(string path, bool isProgram) => isProgram && !NativeFileRules.IsLibraryName(path) ? Program : Plain;

    /// <summary>Whether a native file with that name holds debug symbols only.</summary>
    public static bool IsNativeSymbols(string path) =>
        path.EndsWith(".dbg", StringComparison.Ordinal) || path.EndsWith(".debug", StringComparison.Ordinal);
}
