namespace Wolfi.Apk.Indexes;

/// <summary>What is asked of few records: decoded all at once, when the first of it is wanted.</summary>
internal sealed record RecordDetails
{
    public string? Checksum { get; init; }

    public string Description { get; init; } = "";

    public string Url { get; init; } = "";

    public string License { get; init; } = "";

    public string Origin { get; init; } = "";

    public string Maintainer { get; init; } = "";

    public string Commit { get; init; } = "";

    public long InstalledSize { get; init; }

    public long? BuildTime { get; init; }
}
