namespace Wolfi.SupplyChain.Components;

/// <summary>The sources' names in documents.</summary>
public static class SourceNames
{
    /// <summary>A source's name.</summary>
    public static string Of(ComponentSource source) => source switch
    {
        ComponentSource.Distribution => "distribution",
        ComponentSource.Upstream => "upstream",
        ComponentSource.Own => "own",
        _ => "unknown",
    };

    /// <summary>The source with a name; null for any other text.</summary>
    public static ComponentSource? Find(string? name) => name switch
    {
        "distribution" => ComponentSource.Distribution,
        "upstream" => ComponentSource.Upstream,
        "own" => ComponentSource.Own,
        "unknown" => ComponentSource.Unknown,
        _ => null,
    };
}
