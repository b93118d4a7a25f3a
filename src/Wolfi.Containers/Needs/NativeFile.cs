using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>A published file that the loader can load, with what it says about itself.</summary>
/// <param name="File">The file.</param>
/// <param name="Elf">Its description.</param>
public sealed record NativeFile(PublishedFile File, ElfFile Elf)
{
    /// <summary>Its bytes.</summary>
    public long Size { get; init; }
}
