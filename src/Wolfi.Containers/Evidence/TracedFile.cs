using System.Collections.Immutable;
using Wolfi.SupplyChain.Components;

namespace Wolfi.Containers.Evidence;

/// <summary>A file of the app with where its bytes came from.</summary>
public sealed record TracedFile
{
    /// <summary>Path in the image without leading slash; for an input that ships inside another file, its path in the publish folder.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-1, lower-case hexadecimal; null for an input.</summary>
    public string? Sha1 { get; init; }

    /// <summary>What is known.</summary>
    public required TraceState State { get; init; }

    /// <summary>The NuGet package or runtime pack; null for own and unknown files.</summary>
    public UpstreamPackage? Package { get; init; }

    /// <summary>Bytes of the inputs that a single file or native program was made of, by their source; empty for any other file.</summary>
    public ImmutableSortedDictionary<ComponentSource, long> MadeOf { get; init; } = ImmutableSortedDictionary<ComponentSource, long>.Empty;

    /// <summary>Which of the three sources it came from.</summary>
    public ComponentSource Source => State switch
    {
        TraceState.Unknown => ComponentSource.Unknown,
        TraceState.Own => ComponentSource.Own,
        _ => ComponentSource.Upstream,
    };
}
