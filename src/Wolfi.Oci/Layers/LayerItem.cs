namespace Wolfi.Oci.Layers;

/// <summary>One entry of a layer that was read, as stored: nothing is judged.</summary>
public sealed record LayerItem
{
    /// <summary>The path without leading <c>./</c> or <c>/</c> and without trailing slash; may hold <c>..</c> when the layer does.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required LayerEntryKind Kind { get; init; }

    /// <summary>Permission bits, with setuid, setgid and sticky.</summary>
    public required int Mode { get; init; }

    /// <summary>User number.</summary>
    public required long Uid { get; init; }

    /// <summary>Group number.</summary>
    public required long Gid { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>Bytes of content.</summary>
    public required long Size { get; init; }

    /// <summary>Target of a link, else null.</summary>
    public string? LinkTarget { get; init; }
}
