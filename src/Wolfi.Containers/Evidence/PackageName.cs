namespace Wolfi.Containers.Evidence;

/// <summary>A NuGet package's id and version, compared as NuGet does: without case and build metadata.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version; empty where nobody says it.</param>
internal sealed record PackageName(string Id, string Version)
{
    /// <summary>Makes the name as the build writes it.</summary>
    public static PackageName Of(string id, string? version) => new(id, (version ?? "").Split('+')[0]);

    /// <summary>What equals for equal packages.</summary>
    public string Key => $"{Id}/{Version}".ToUpperInvariant();

    /// <summary>Folder of the package in a folder of packages.</summary>
    public string FolderIn(string packages) => Path.Combine(packages, Lower(Id), Lower(Version));

    /// <summary>File name of its archive.</summary>
    public string ArchiveName => $"{Lower(Id)}.{Lower(Version)}.nupkg";

    // Both are names of one folder each, whatever a document says.
    public bool IsPlain => IsPart(Id) && IsPart(Version);

    private static bool IsPart(string text) => text.Length > 0 && text is not ("." or "..") && text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static string Lower(string text) => string.Create(text.Length, text, static (span, source) => source.AsSpan().ToLowerInvariant(span));
}
