namespace Wolfi.Containers.Inspection;

/// <summary>What one of the sources of a container's code has in an image.</summary>
/// <param name="Source"><c>distribution</c>, <c>upstream</c>, <c>own</c>, <c>recomputed</c> (the image's own records) or <c>unknown</c>.</param>
/// <param name="Files">Files.</param>
/// <param name="Size">Their bytes, unpacked.</param>
public sealed record SourceShare(string Source, int Files, long Size)
{
    /// <summary>The source of what can be computed again from the rest of the image.</summary>
    public const string Recomputed = "recomputed";

    /// <summary>The source of what nobody can trace.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether its bytes lead back to somebody.</summary>
    public bool IsTraced => Source != Unknown;
}
