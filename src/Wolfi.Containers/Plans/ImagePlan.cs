using System.Collections.Immutable;

namespace Wolfi.Containers.Plans;

/// <summary>A whole image, decided but not made: layers in order and configuration.</summary>
public sealed record ImagePlan
{
    /// <summary>The distribution's word for the architecture, such as <c>x86_64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The layers in order: packages, proof, the app's, state.</summary>
    public required ImmutableArray<PlannedLayer> Layers { get; init; }

    /// <summary>The container's settings.</summary>
    public required ContainerConfiguration Configuration { get; init; }
}
