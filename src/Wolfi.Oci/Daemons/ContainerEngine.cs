namespace Wolfi.Oci.Daemons;

/// <summary>The container engines of a developer's machine.</summary>
public enum ContainerEngine
{
    /// <summary>Docker.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,
}
