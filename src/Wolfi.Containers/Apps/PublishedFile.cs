namespace Wolfi.Containers.Apps;

/// <summary>One file that the app ships, with its source.</summary>
public sealed record PublishedFile
{
    /// <summary>Path below the publish folder, with forward slashes.</summary>
    public required string RelativePath { get; init; }

    /// <summary>Absolute path on this machine of the bytes that ship (below the publish folder), or of the build's input for an <see cref="PublishedApp.Inputs">input</see>.</summary>
    public required string FullPath { get; init; }

    /// <summary>
    /// True when the bytes that ship are not the published ones but a file that this product wrote in its place (the endpoint
    /// manifest without the machine's times); <see cref="FullPath"/> is that file and lies outside the publish folder.
    /// </summary>
    public bool Substituted { get; init; }

    /// <summary>Where it came from.</summary>
    public required FileSource Source { get; init; }

    /// <summary>Id of the NuGet package or runtime pack, when the source is one.</summary>
    public string? PackageId { get; init; }

    /// <summary>Version of that package.</summary>
    public string? PackageVersion { get; init; }
}
