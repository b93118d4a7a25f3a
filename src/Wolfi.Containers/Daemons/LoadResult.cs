using System.Collections.Immutable;

namespace Wolfi.Containers.Daemons;

/// <summary>What loading an image into a container engine did.</summary>
public sealed record LoadResult
{
    /// <summary>The engine, such as <c>Docker 20.10.24</c> or <c>podman</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>Where it is: the address of its socket, or the path of its client program.</summary>
    public required string Place { get; init; }

    /// <summary>The image's id there, <c>sha256:…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The names under which it is there now; none where it has its id alone.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Whether it was there under all these names already, so that nothing was sent.</summary>
    public bool WasThere { get; init; }

    /// <summary>Bytes that were sent.</summary>
    public long SentBytes { get; init; }

    /// <summary>Layers that were not sent, because the engine has them.</summary>
    public int SparedLayers { get; init; }

    /// <summary>The command line that runs the image.</summary>
    public required string Run { get; init; }
}
