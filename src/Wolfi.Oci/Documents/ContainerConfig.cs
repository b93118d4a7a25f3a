using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>What a container of the image runs, and how: the <c>config</c> member of an image config. Empty members are not written.</summary>
public sealed record ContainerConfig
{
    /// <summary>User and group, best as numbers; null when not said, which is root.</summary>
    public string? User { get; init; }

    /// <summary>Ports such as <c>8080/tcp</c>.</summary>
    public ImmutableSortedSet<string> ExposedPorts { get; init; } = Maps.EmptySet;

    /// <summary>Environment, <c>NAME=value</c>, in order.</summary>
    public ImmutableArray<string> Env { get; init; } = [];

    /// <summary>The command's fixed part.</summary>
    public ImmutableArray<string> Entrypoint { get; init; } = [];

    /// <summary>The command's default arguments.</summary>
    public ImmutableArray<string> Cmd { get; init; } = [];

    /// <summary>Absolute paths of volumes.</summary>
    public ImmutableSortedSet<string> Volumes { get; init; } = Maps.EmptySet;

    /// <summary>Absolute working directory; null when not said, which is <c>/</c>.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Labels, ordered by name.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = Maps.Empty;

    /// <summary>The signal that ends the container, such as <c>SIGTERM</c>; null when not said.</summary>
    public string? StopSignal { get; init; }
}
