namespace Wolfi.Containers.Apps;

/// <summary>One file that the app ships, with its source.</summary>
public sealed record PublishedFile
{
    /// <summary>Path below the publish folder, with forward slashes.</summary>
    public required string RelativePath { get; init; }

    /// <summary>Absolute path on this machine of the bytes that ship (below the publish folder), or of the build's input for an <see cref="PublishedApp.Inputs">input</see>.</summary>
    public required string FullPath { get; init; }

    /// <summary>
    /// True when the bytes that ship are not those of the publish folder: a file that this product wrote in a published one's place (the endpoint
    /// manifest without the machine's times), or the deps.json that a bundle or native program hides; <see cref="FullPath"/> lies outside the folder.
    /// </summary>
    public bool Substituted { get; init; }

    /// <summary>
    /// Absolute path of the file that the build copied here, or of the template of a host that it made; null where no item of the build names the file.
    /// Inside a package's folder it says which file of the package this is.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Where it came from.</summary>
    public required FileSource Source { get; init; }

    /// <summary>Id of the NuGet package or runtime pack, when the source is one.</summary>
    public string? PackageId { get; init; }

    /// <summary>Version of that package.</summary>
    public string? PackageVersion { get; init; }
}
