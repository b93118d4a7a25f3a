using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>What a new image says beside its layers.</summary>
public sealed record ImageSettings
{
    /// <summary>What it runs on.</summary>
    public required Platform Platform { get; init; }

    /// <summary>When it was made, seconds since 1970; the history has the same time.</summary>
    public required long Created { get; init; }

    /// <summary>Who made it, or null.</summary>
    public string? Author { get; init; }

    /// <summary>What a container of it runs.</summary>
    public required ContainerConfig Container { get; init; }

    /// <summary>Annotations of the manifest.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = Maps.Empty;
}
