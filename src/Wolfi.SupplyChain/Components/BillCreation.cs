namespace Wolfi.SupplyChain.Components;

/// <summary>Who made a bill of materials, with what and when.</summary>
public sealed record BillCreation
{
    /// <summary>Name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Version of the tool.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Who vouches for the data: the image's vendor, where the project names one.</summary>
    public string? Author { get; init; }

    /// <summary>Seconds since 1970: the image's own <c>created</c>, never the clock.</summary>
    public required long Created { get; init; }

    /// <summary>
    /// What makes the document's identity unique: the digest of what it describes, or a hash of all that it is a function of.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>True when everything in the subject is in the bill; false when some of its files have no known source.</summary>
    public bool IsComplete { get; init; } = true;
}
