using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI610x to 612x: Docker and Podman on this machine.</summary>
public static class DaemonErrors
{
    private const string Otherwise = "ContainerArchiveOutputPath writes an archive for 'docker load' and 'podman load', ContainerRegistry pushes, and WolfiLoad=false leaves it at the layout";

    /// <summary>A daemon is asked for, and none is there.</summary>
    public static DiagnosticDescriptor NotThere { get; } = Error("WOLFI6100", "No container engine",
        "The image can't be loaded into {0}: {1}.", $"Start or install it, or name its socket with DOCKER_HOST or CONTAINER_HOST. Without: {Otherwise}.");

    /// <summary>The daemon is there, and refuses.</summary>
    public static DiagnosticDescriptor Denied { get; } = Error("WOLFI6101", "Container engine refuses",
        "{0}", $"Add this user to the socket's group ('sudo usermod -aG docker USER', then log in anew), or use rootless Docker or Podman. Without: {Otherwise}.");

    /// <summary>The daemon does not take the image.</summary>
    public static DiagnosticDescriptor Rejected { get; } = Error("WOLFI6102", "Image not loaded",
        "{0}", "The engine's own words say why; its log has more. The layout is whole: load it again with 'dotnet wolfi load'.");

    /// <summary>The daemon's disk is full.</summary>
    public static DiagnosticDescriptor DiskFull { get; } = Error("WOLFI6103", "Container engine's disk full",
        "{0}", "Make room where the engine keeps its images, such as with 'docker system prune' or 'podman system prune', and load again.");

    /// <summary>No answer in time.</summary>
    public static DiagnosticDescriptor TooSlow { get; } = Error("WOLFI6104", "Container engine does not answer",
        "{0}", "See whether the engine still works ('docker version', 'podman version'), and restart it where it does not.");

    /// <summary>Something else answers.</summary>
    public static DiagnosticDescriptor UnexpectedAnswer { get; } = Error("WOLFI6110", "Unexpected answer of a container engine",
        "{0}", "Check that the socket is Docker's or Podman's own; a filter before it has to let POST /images/load and GET /images/NAME/json through.");

    /// <summary>After loading, the image is another or none.</summary>
    public static DiagnosticDescriptor WrongImage { get; } = Error("WOLFI6111", "Another image after loading",
        "{0} says that it loaded the image, but {1}.", "Do not run it: another build may have loaded its own under the same name meanwhile. Load again.");

    /// <summary>The client program fails.</summary>
    public static DiagnosticDescriptor ProgramFailed { get; } = Error("WOLFI6112", "Client program failed",
        "'{0} load' does not load the image: {1}.", "See whether the program works by itself on an archive (ContainerArchiveOutputPath).");

    /// <summary>An address that is none.</summary>
    public static DiagnosticDescriptor InvalidAddress { get; } = Error("WOLFI6113", "Impossible address of a container engine",
        "{0} is '{1}', which is no address of a container engine.", "Write unix:///var/run/docker.sock, npipe:////./pipe/docker_engine, tcp://127.0.0.1:2375 or ssh://HOST, or unset it.");

    /// <summary>A name for the image that is none.</summary>
    public static DiagnosticDescriptor InvalidName { get; } = Error("WOLFI6114", "Impossible name",
        "'{0}' can't name an image in Docker or Podman: {1}.", "Write NAME[:TAG] in lower case, such as my-app:1.0.");

    /// <summary>Not loaded, and nobody asked for it.</summary>
    public static DiagnosticDescriptor NotLoaded { get; } = new("WOLFI6115", Severity.Warning, "Not loaded",
        "The image is made, and was not loaded into the container engine that is here: {0}", "WolfiLoad=true makes that an error, and WolfiLoad=false leaves it out; 'dotnet wolfi load' loads the layout later.");

    /// <summary>The coded failure for a failure of a daemon.</summary>
    public static WolfiException From(DaemonException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        DiagnosticDescriptor descriptor = exception.Fault switch
        {
            DaemonFault.Denied => Denied,
            DaemonFault.Rejected => Rejected,
            DaemonFault.DiskFull => DiskFull,
            DaemonFault.TooSlow => TooSlow,
            DaemonFault.NotThere => Rejected,
            _ => UnexpectedAnswer,
        };
        return descriptor.Fail(exception, exception.Message);
    }

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
