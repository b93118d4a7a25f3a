using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Verification;

/// <summary>The parts of an image as they were read from it, and the container's settings as it records them.</summary>
internal sealed record RecordedParts : ImageParts
{
    /// <summary>The container's settings.</summary>
    public required ContainerConfiguration Configuration { get; init; }

    /// <inheritdoc/>
    public override string WorkingDirectory => Configuration.WorkingDirectory;
}
