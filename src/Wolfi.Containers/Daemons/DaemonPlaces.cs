using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Daemons;

/// <summary>The places where container engines may be, in the order in which they are tried; what names one is the only place for its engine.</summary>
internal static class DaemonPlaces
{
    private const string Docker = "docker";
    private const string Podman = "podman";

    /// <summary>The places of one engine, or of both.</summary>
    /// <exception cref="WolfiException">What names a place names none.</exception>
    public static ImmutableArray<DaemonPlace> Of(DaemonSources sources, ContainerEngine? engine) =>
    [
        .. engine is ContainerEngine.Podman ? [] : OfDocker(sources),
        .. engine is ContainerEngine.Docker ? [] : OfPodman(sources),
    ];

    /// <summary>The client program of an engine.</summary>
    public static string Program(ContainerEngine engine) => engine == ContainerEngine.Docker ? Docker : Podman;

    private static IEnumerable<DaemonPlace> OfDocker(DaemonSources sources)
    {
        if (sources.DockerHost is { } host)
        {
            DaemonAddress address = Parse("DOCKER_HOST", host);
            return [new DaemonPlace(ContainerEngine.Docker, address) { NamedBy = "DOCKER_HOST", NeedsProgram = sources.DockerTls || !address.IsLocal, Client = [Docker] }];
        }

        if (DockerContexts.Current(sources) is { } context)
        {
            DaemonAddress address = Parse($"Docker's context '{Settings.Values.Shown(context)}'", DockerContexts.AddressOf(sources, context) ?? "");
            return [new DaemonPlace(ContainerEngine.Docker, address) { NamedBy = $"Docker's context '{Settings.Values.Shown(context)}'", NeedsProgram = !address.IsLocal, Client = [Docker] }];
        }

        return Standard(ContainerEngine.Docker, sources.DockerAddresses, "--host");
    }

    private static IEnumerable<DaemonPlace> OfPodman(DaemonSources sources)
    {
        if (sources.PodmanHost is { } host)
        {
            DaemonAddress address = Parse("CONTAINER_HOST", host);
            return [new DaemonPlace(ContainerEngine.Podman, address) { NamedBy = "CONTAINER_HOST", NeedsProgram = !address.IsLocal, Client = [Podman, "--remote"] }];
        }

        return Standard(ContainerEngine.Podman, sources.PodmanAddresses, "--url");
    }

    private static IEnumerable<DaemonPlace> Standard(ContainerEngine engine, ImmutableArray<string> addresses, string option) => addresses.Select((text, i) =>
    {
        DaemonAddress address = Parse(Program(engine), text);
        return new DaemonPlace(engine, address) { Client = i == 0 ? [Program(engine)] : [Program(engine), option, address.Text] };
    });

    private static DaemonAddress Parse(string what, string text) => DaemonAddress.TryParse(text, out DaemonAddress? address)
        ? address
        : throw DaemonErrors.InvalidAddress.Fail(what, Settings.Values.Shown(text));
}
