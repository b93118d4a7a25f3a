using Wolfi.Containers.Daemons;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Settings;

/// <summary>Whether and where a build loads its image.</summary>
/// <param name="Sources">Where engines may be.</param>
public sealed record LoadSettings(DaemonSources Sources)
{
    /// <summary>The engine; null for whichever is there.</summary>
    public ContainerEngine? Engine { get; init; }

    /// <summary>Whether it is asked for, so that the build fails where no engine takes the image.</summary>
    public bool Required { get; init; }
}
