namespace Wolfi.Containers.Apps;

/// <summary>One file as an item of the build names it.</summary>
public sealed record BuildItem
{
    /// <summary>Absolute path of the file that the build copies or reads.</summary>
    public required string FullPath { get; init; }

    /// <summary>Path below the publish folder, with forward slashes; for a compiler's input just its file name.</summary>
    public required string RelativePath { get; init; }

    /// <summary>Id of the NuGet package or runtime pack (<c>NuGetPackageId</c>); null when the item says nothing.</summary>
    public string? PackageId { get; init; }

    /// <summary>Version of that package (<c>NuGetPackageVersion</c>).</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Absolute path of the referenced project that made the file; null when it is none's.</summary>
    public string? ReferencedProject { get; init; }

    /// <summary>Absolute path of the file that this one was made of, such as a style sheet's compressed form (<c>RelatedAsset</c>); null when it is original.</summary>
    public string? MadeOf { get; init; }
}
