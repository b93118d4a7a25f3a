using System.Collections.Immutable;

namespace Wolfi.Containers.Plans;

/// <summary>The container's settings with every default decided.</summary>
public sealed record ContainerConfiguration
{
    /// <summary>User and group, as numbers: <c>65532:65532</c>.</summary>
    public required string User { get; init; }

    /// <summary>The entrypoint.</summary>
    public required ImmutableArray<string> Entrypoint { get; init; }

    /// <summary>Default arguments; empty for none.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Absolute working directory.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Environment, ordered by name.</summary>
    public required ImmutableSortedDictionary<string, string> Environment { get; init; }

    /// <summary>Exposed ports such as <c>8080/tcp</c>, ordered.</summary>
    public required ImmutableSortedSet<string> Ports { get; init; }

    /// <summary>Labels, which are the manifest's annotations too, ordered by name.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>Seconds since 1970 for <c>created</c>.</summary>
    public required long Created { get; init; }
}
