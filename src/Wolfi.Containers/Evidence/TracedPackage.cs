namespace Wolfi.Containers.Evidence;

/// <summary>A package as the tracer knows it: its facts, its folder, and what its archive's entries hash to.</summary>
/// <param name="Package">The package.</param>
/// <param name="Folder">Its folder with a separator at the end; null where it lies in none of the build's.</param>
/// <param name="Archive">What was read of its archive; null where that can't be compared with.</param>
internal sealed record TracedPackage(UpstreamPackage Package, string? Folder, ArchiveFacts? Archive)
{
    /// <summary>The entry of the archive that a file was copied from; null for one from elsewhere.</summary>
    public string? EntryOf(string? origin) => Folder is not null && origin is not null && origin.StartsWith(Folder, StringComparison.Ordinal)
        ? origin[Folder.Length..].Replace(Path.DirectorySeparatorChar, '/')
        : null;
}
