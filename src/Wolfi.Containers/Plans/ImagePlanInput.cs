using Wolfi.Containers.Apps;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>Everything that an image's plan is a function of.</summary>
public sealed record ImagePlanInput : ImageParts
{
    /// <summary>The published app.</summary>
    public required PublishedApp App { get; init; }

    /// <summary>The container's settings as the project wrote them.</summary>
    public required ContainerSettings Container { get; init; }

    /// <summary>Seconds since 1970 for <c>created</c>.</summary>
    public required long Created { get; init; }

    /// <inheritdoc/>
    public override string WorkingDirectory => Container.WorkingDirectory;
}
