using System.Collections.Immutable;

namespace Wolfi.Containers.Daemons;

/// <summary>Where container engines may be found, as read from the environment once. Nothing of it was looked at yet.</summary>
public sealed record DaemonSources
{
    /// <summary>Nowhere.</summary>
    public static DaemonSources None { get; } = new();

    /// <summary>The variable <c>DOCKER_HOST</c>; null where it is not set.</summary>
    public string? DockerHost { get; init; }

    /// <summary>The variable <c>DOCKER_CONTEXT</c>; null where it is not set.</summary>
    public string? DockerContext { get; init; }

    /// <summary>Whether the environment asks for TLS to Docker, which its client program then speaks.</summary>
    public bool DockerTls { get; init; }

    /// <summary>Absolute path of the folder with Docker's configuration and contexts; null for none.</summary>
    public string? DockerFolder { get; init; }

    /// <summary>The variable <c>CONTAINER_HOST</c>, Podman's; null where it is not set.</summary>
    public string? PodmanHost { get; init; }

    /// <summary>Where Docker listens when nothing says otherwise, as URLs: the first is the one that its client program knows by itself.</summary>
    public ImmutableArray<string> DockerAddresses { get; init; } = [];

    /// <summary>Where Podman's service listens when nothing says otherwise, as URLs: the first is this user's own.</summary>
    public ImmutableArray<string> PodmanAddresses { get; init; } = [];

    /// <summary>The search path, where client programs are found; null for nowhere.</summary>
    public string? SearchPath { get; init; }
}
