using Wolfi.Containers.Daemons;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads from the environment where container engines may be found.</summary>
public static class DaemonSourcesReader
{
    private const string SocketScheme = "unix://";

    /// <summary>Reads the environment of this process.</summary>
    public static DaemonSources Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads an environment.</summary>
    internal static DaemonSources Read(Func<string, string?> variable)
    {
        string? home = Absolute(variable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"));
        return new DaemonSources
        {
            DockerHost = NotEmpty(variable("DOCKER_HOST")),
            DockerContext = NotEmpty(variable("DOCKER_CONTEXT")),
            DockerTls = NotEmpty(variable("DOCKER_TLS_VERIFY")) is not null || NotEmpty(variable("DOCKER_TLS")) is not null,
            DockerFolder = Absolute(variable("DOCKER_CONFIG")) ?? (home is null ? null : Path.Combine(home, ".docker")),
            PodmanHost = NotEmpty(variable("CONTAINER_HOST")),
            DockerAddresses = OperatingSystem.IsWindows()
                ? ["npipe:////./pipe/docker_engine"]
                : [.. Sockets("/var/run/docker.sock", In(Absolute(variable("XDG_RUNTIME_DIR")), "docker.sock"), In(home, ".docker/run/docker.sock"), In(home, ".docker/desktop/docker.sock"))],
            PodmanAddresses = OperatingSystem.IsWindows()
                ? ["npipe:////./pipe/podman-machine-default"]
                : [.. Sockets(
                    Environment.IsPrivilegedProcess ? null : In(Absolute(variable("XDG_RUNTIME_DIR")), "podman/podman.sock"),
                    OperatingSystem.IsMacOS() ? In(Absolute(variable("TMPDIR")), "podman/podman-machine-default-api.sock") : null,
                    "/run/podman/podman.sock")],
            SearchPath = variable("PATH"),
        };
    }

    private static IEnumerable<string> Sockets(params IEnumerable<string?> paths) => paths.OfType<string>().Select(path => SocketScheme + path);

    private static string? In(string? folder, string name) => folder is null ? null : Path.Combine(folder, name);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Absolute(string? path) => !string.IsNullOrEmpty(path) && Path.IsPathFullyQualified(path) ? path : null;
}
