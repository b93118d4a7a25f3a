using System.Collections.Immutable;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Daemons;

/// <summary>A place where a container engine may be found.</summary>
/// <param name="Engine">Which one is expected there.</param>
/// <param name="Address">Where.</param>
internal sealed record DaemonPlace(ContainerEngine Engine, DaemonAddress Address)
{
    /// <summary>What names the address, such as DOCKER_HOST; null for a place that is tried because nothing names one.</summary>
    public string? NamedBy { get; init; }

    /// <summary>Whether only the client program can speak to it: it is on another machine, or wants TLS.</summary>
    public bool NeedsProgram { get; init; }

    /// <summary>How the client program is called, so that it finds the same engine.</summary>
    public required ImmutableArray<string> Client { get; init; }
}
