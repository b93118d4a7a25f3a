namespace Wolfi.Oci.Documents;

/// <summary>How one layer of an image came about.</summary>
public sealed record HistoryEntry
{
    /// <summary>When, RFC 3339 (<see cref="Timestamps"/>); null when not said.</summary>
    public string? Created { get; init; }

    /// <summary>The act that made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>What there is to say about it.</summary>
    public string? Comment { get; init; }

    /// <summary>True when it made no layer.</summary>
    public bool EmptyLayer { get; init; }
}
